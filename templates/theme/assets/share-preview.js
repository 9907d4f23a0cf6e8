/* How a story will look: on a page of its own, as a poster if it is one sentence, and in a list. The elements
   and classes are those of templates/site/story_text.html and card.html. What is typed becomes text only. */
(() => {
"use strict";

const { clean } = globalThis.reciprocityStory ?? require("./share-text.js");
const { day, MENTION, UNSPACED } = globalThis.reciprocityRules ?? require("./share-rules.js");

const TITLE_LENGTH = 80;
const LINE_LENGTH = 180;
const SUMMARY_LENGTH = 280;
const CLOSERS = "(?:[\\u202f\\xa0]?[\"'”’“‘»›)\\]」』])*";
const SENTENCE_END = new RegExp(`[.!?…؟۔।]+${CLOSERS}(?=\\s|$)|[。！？]+${CLOSERS}`, "g");
const MENTIONED = new RegExp(`\\[([^\\[\\]\\n]+)\\]\\(@[a-z0-9-]+\\)|${MENTION.source}`, "gu");
const HAS_UNSPACED = new RegExp(`[${UNSPACED}]`, "u");
const MARKUP = /[*_`~]{1,3}|\[([^\[\]]*)\]\([^()]*\)|^\s{0,3}(?:#{1,6}|[-*+]|>|\d{1,3}[.)])\s+/gm;

const stripped = (text) => text.replace(/(?:\.|。)$/, "");

/** The first sentence of a text, without its full stop. */
function firstSentence(text) {
  SENTENCE_END.lastIndex = 0;
  const match = SENTENCE_END.exec(text);
  const sentence = match ? text.slice(0, match.index + match[0].length) : text;
  return sentence.endsWith("..") ? sentence : stripped(sentence);
}

/** At most so many characters, cut after a sentence, else after a word, or anywhere in scripts without spaces. */
function shorten(text, limit) {
  if (text.length <= limit) return text;
  const ends = [...text.slice(0, limit + 1).matchAll(SENTENCE_END)].map((match) => match.index + match[0].length);
  const end = ends.filter((one) => one <= limit).at(-1) ?? 0;
  if (end >= Math.floor(limit / 3)) return text.slice(0, end);
  const cut = text.slice(0, limit - 1);
  const apart = cut.includes(" ") && !HAS_UNSPACED.test(text.slice(limit - 2, limit));
  return `${(apart ? cut.slice(0, cut.lastIndexOf(" ")) : cut).replace(/[ ,;:–—、「『（-]+$/, "")}…`;
}

const plain = (text) => text.replace(MARKUP, (_, words) => words ?? "").replace(/\s+/g, " ").trim();

/** The initials of a name, as generator/rendering/templates.py makes them. */
function initials(name) {
  const parts = name.split(/\s+/).filter((word) => /^\p{L}/u.test(word));
  if (!parts.length) return "";
  const one = parts.length === 1 || /^\p{Script=Arabic}/u.test(parts[0]);
  return (one ? [parts[0]] : [parts[0], parts.at(-1)]).map((word) => [...word][0]).join("").toUpperCase();
}

/** What the page and the list show of a story. `naming` is "ask", "agreed" or "nobody". */
function shownStory(values, form, naming) {
  const unnamed = new Map();
  const nobody = (key) => {
    if (!unnamed.has(key)) unnamed.set(key, form.words.unnamed[Math.min(unnamed.size, form.words.unnamed.length - 1)]);
    return unnamed.get(key);
  };
  const person = (ref, key = ref) => {
    if (Object.hasOwn(form.teams, ref)) return { text: form.teams[ref], face: "", kind: "team" };
    if (ref === "anonymous" || naming === "nobody") return { text: nobody(key), face: "", kind: "none" };
    const text = Object.hasOwn(form.people, ref) ? form.people[ref] : ref;
    return { text, face: initials(text), kind: "" };
  };
  const row = (refs, field) => refs.map((ref, at) => person(ref, ref === "anonymous" ? `${field} ${at}` : ref));
  const givers = row(values.givers, "givers");
  const receivers = row(values.receivers, "receivers");
  const told = (text) => clean(text ?? "").replace(MENTIONED, (whole, label, id) => {
    if (label) return label;
    return Object.hasOwn(form.people, id) ? person(id).text : whole;
  });
  const [title, summary, ask, outcome, body] = ["title", "summary", "ask", "outcome", "body"].map((name) => told(values[name]));
  const quote = values.quote?.text ? { text: told(values.quote.text), by: values.quote.by ? person(values.quote.by) : null } : null;
  const paragraphs = body.split(/\n\s*\n/).map((part) => part.trim()).filter(Boolean);
  const lead = paragraphs.length ? plain(paragraphs[0]) : summary;
  const isLine = Boolean(lead) && length(lead) <= LINE_LENGTH && !title && !ask && !outcome && !quote &&
    (paragraphs.length ? !summary && paragraphs.length === 1 && paragraphs[0].split(/\s+/).join(" ") === lead : true);
  const shown = title || (isLine ? stripped(lead) : shorten(firstSentence(lead), TITLE_LENGTH));
  const short = summary || shorten(lead, SUMMARY_LENGTH);
  return {
    kind: values.kind || "help",
    date: values.date,
    lang: values.lang ?? "",
    isLine,
    title: shown,
    summary: isLine ? lead : short,
    hasOwnSummary: !isLine && short.replace(/[.。]+$/, "") !== shown,
    standfirst: summary && paragraphs.length && !plain(body).startsWith(summary.replace(/…$/, "")) ? summary : "",
    givers, receivers, ask, outcome, quote,
    paragraphs: isLine ? [] : paragraphs.length ? paragraphs : [summary].filter(Boolean),
    changed: (values.changed ?? []).map((one) => form.words.changes[one]),
  };
}

const length = (text) => [...text].length;

function element(tag, name, ...inner) {
  const made = document.createElement(tag);
  if (name) made.className = name;
  made.append(...inner);
  return made;
}

function faces(people) {
  return people.flatMap(({ text, face, kind }) => {
    const mark = element("span", `r-face${kind ? ` r-face-${kind}` : ""}`, face);
    mark.setAttribute("aria-hidden", "true");
    return [element("span", "r-person", mark, element("bdi", kind === "none" ? "r-unnamed" : "r-name", text)), " "];
  });
}

const names = (people) => people.flatMap(({ text, kind }, at) => [at ? ", " : "", element("bdi", kind === "none" ? "r-unnamed" : "r-name", text)]);

function arrow({ givers, receivers }, form) {
  if (!givers.length || !receivers.length) return [];
  const sign = element("span", "r-arrow", "→");
  sign.setAttribute("aria-hidden", "true");
  return [" ", sign, element("span", "r-sr", ` ${form.words.to} `)];
}

const kicker = (story, form) => element("p", "r-kicker", [form.words.kinds[story.kind], day(story.date, form.language)].filter(Boolean).join(" · "));

/** The parts of the page of a story. `mark` is the drawing of its kind. */
function page(story, form, mark) {
  const part = (name, heading, ...inner) => element("section", `r-part ${name}`, ...(heading ? [element("h4", "", heading)] : []), ...inner);
  const head = element("div", "", kicker(story, form), element("h3", "r-preview-title", story.isLine ? story.summary : story.title));
  if (story.standfirst) head.append(element("p", "r-lede r-standfirst", story.standfirst));
  if (story.givers.length || story.receivers.length)
    head.append(element("p", "r-story-who", ...faces(story.givers), ...arrow(story, form), ...faces(story.receivers)));
  const parts = [element("header", "r-story-head", ...(mark ? [mark] : []), head)];
  if (story.ask) parts.push(part("r-ask", form.words.theAsk, element("p", "", story.ask)));
  if (story.paragraphs.length)
    parts.push(part("r-given", story.ask || story.outcome ? form.words.theHelp : "",
      element("div", "r-prose", ...story.paragraphs.map((text) => element("p", "", plain(text))))));
  if (story.quote)
    parts.push(element("figure", "r-quote", element("blockquote", "", element("p", "", story.quote.text)),
      ...(story.quote.by ? [element("figcaption", "", ...faces([story.quote.by]))] : [])));
  if (story.outcome || story.changed.length)
    parts.push(part("r-outcome", [form.words.whatChanged, ...story.changed].join(" · "), ...(story.outcome ? [element("p", "", story.outcome)] : [])));
  return parts;
}

/** The story in a list. */
function card(story, form) {
  const made = element("li", `r-card${story.isLine ? " r-line" : ""}`, kicker(story, form),
    element("h4", "r-card-title", story.isLine ? story.summary : story.title),
    element("p", "r-card-who", ...names(story.givers), ...arrow(story, form), ...names(story.receivers)));
  if (story.hasOwnSummary) made.append(element("p", "r-card-text", story.summary));
  return made;
}

const preview = { shownStory, firstSentence, shorten, initials };
if (typeof document === "undefined") module.exports = preview;
else globalThis.reciprocityPreview = { ...preview, page, card };
})();
