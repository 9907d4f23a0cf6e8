/* What is wrong with an answer, what may be meant by it, and what a link fills in. The checker's rules, in
   its words: sentences, limits and lists come from form.js. Nobody is known here who is on no page. */
(() => {
"use strict";

const { clean } = globalThis.reciprocityStory ?? require("./share-text.js");

const length = (text) => [...text].length;
const filled = (text, known) => text.replace(/\{(\w+)\}/g, (whole, name) => known[name] ?? whole);
const DAY = 86_400_000;

/** Says a mistake by its name, as { code, field, message, hint }. */
function saying(form, found) {
  return (field, mistake, known = {}) => {
    const { code, message, hint } = form.sentences[mistake];
    found.push({ code, field, message: filled(message, known), hint: filled(hint, known) });
  };
}

/** The mistakes that must be mended before a story can be used. The checker looks at everything again. */
function problemsOf(values, form, today) {
  const found = [];
  const say = saying(form, found);
  for (const field of ["givers", "receivers"])
    if (values[field].length === 0) say(field, `missing ${field}`);
  const [giver] = values.givers;
  if (giver && giver !== "anonymous" && [...values.givers, ...values.receivers].every((one) => one === giver) && values.receivers.length)
    say("receivers", "alone givers");
  const body = clean(values.body ?? "");
  if (!body && !clean(values.summary ?? "")) say("body", "missing body");
  const prose = body.replace(/^(```|~~~)[^]*?(?:^\1.*$|$(?![^]))/gm, "").replace(/`[^`]*`/g, "");
  const html = /(?<!\\)<(?:\/?[a-zA-Z][^<>]*|!(?!--)[^<>]*|\?[^<>]*)>/.exec(prose);
  if (html && !/^<(?:https?:|mailto:)/i.test(html[0])) {
    const tag = `html ${/^<\/?(\w*)/.exec(html[0])[1].toLowerCase()} body`;
    say("body", Object.hasOwn(form.sentences, tag) ? tag : "html body", { value: html[0] });
  }
  if (/!\[[^\]]*\]\(/.test(prose)) say("body", "picture body");
  const link = /(?<!!)\[[^\]]*\]\(\s*<?(?!https:|mailto:|@|#)([^)\s>]+)/i.exec(prose);
  if (/^http:\/\//i.test(link?.[1])) say("body", "http body", { value: link[1].slice(7) });
  else if (link) say("body", "link body", { value: link[1] });
  if (!values.date) say("date", "missing date");
  else if (!/^\d{4}-\d{2}-\d{2}$/.test(values.date)) say("date", "form date", { value: values.date });
  else if (Number.isNaN(Date.parse(values.date)) || new Date(values.date).toISOString().slice(0, 10) !== values.date)
    say("date", "impossible date", { value: values.date });
  else if (Date.parse(values.date) - Date.parse(today) > DAY) say("date", "future date");
  for (const [path, limit] of Object.entries(form.longest)) {
    const text = clean(values[path] ?? "");
    if (length(text) > limit) say(path, `long ${path}`, { value: length(text) });
  }
  for (const [path, most] of Object.entries(form.most)) {
    const number = values[path]?.length ?? 0;
    if (number > most) say(path, `many ${path}`, { value: number });
  }
  return found;
}

/** A day as people of a language write it; an empty text for none. */
function day(date, language) {
  const time = Date.parse(`${date}T12:00:00Z`);
  return Number.isNaN(time) ? "" : new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone: "UTC", calendar: "gregory", numberingSystem: "latn" }).format(time);
}

/** What somebody should look at; it stops nobody. */
function notesOf(values, form) {
  const found = [];
  const say = saying(form, found);
  const isTold = Object.hasOwn(form.stories, values.continues ?? "");
  if (values.continues && !isTold && form.hasAllStories) say("continues", "unknown continues");
  const before = isTold ? form.stories[values.continues][1] : "";
  if (before && values.date && before > values.date) say("continues", "later continues", { value: day(before, form.language) });
  if (values.title && values.summary && sameWords(values.title, values.summary)) say("summary", "repeated summary");
  for (const { field, id } of unknownMentions(values, form)) say(field, "unknown mention", { value: id });
  for (const { field, matter, word } of sensitiveWords(values, form)) say(field, `sensitive ${matter}`, { value: word });
  return found;
}

const sameWords = (one, other) => {
  const words = (text) => (text.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? []).join(" ");
  return words(one) === words(other);
};

// --- sensitive matters, as generator/rules/sensitive.py ---

const ALIKE = { "ß": "ss", "ð": "d", "þ": "th", "œ": "oe", "æ": "ae", "ø": "o", "đ": "d", "ł": "l", "ı": "i", "ى": "ي", "ی": "ي", "ة": "ه", "ک": "ك", "ٱ": "ا" };

/** A text without case and diacritics, for comparison only. */
function folded(text) {
  const bare = text.replace(/\p{Default_Ignorable_Code_Point}|ـ/gu, "").normalize("NFKD").replace(/\p{M}+/gu, "").toLowerCase();
  return bare.replace(/./gu, (letter) => ALIKE[letter] ?? letter).normalize("NFC");
}

const PROSE = ["title", "summary", "ask", "outcome", "quote.text", "body"];
const valueOf = (values, path) => path.split(".").reduce((value, name) => value?.[name], values) ?? "";
const mainCode = (tag) => { const main = tag.split("-")[0].toLowerCase(); return main === "no" ? "nb" : main; };

// Scripts that do not set words apart, as generator/text/unspaced.py: their letters end an id, and any others go on.
const UNSPACED = "\\u0e00-\\u0eff\\u1000-\\u109f\\u1100-\\u115e\\u1161-\\u11ff\\u1780-\\u17b3\\u17b6-\\u17ff\\u2e80-\\u2fdf\\u3005-\\u3007" +
  "\\u3040-\\u30fa\\u30fc-\\u3163\\u3165-\\u31ff\\u3200-\\u3357\\u3400-\\u9fff\\uac00-\\ud7af\\uf900-\\ufaff\\uff66-\\uff9f\\u{20000}-\\u{323af}";
const JOINING = "\\u0590-\\u08ff\\ufb1d-\\ufdff\\ufe70-\\ufefc"; // Hebrew and Arabic, with particles before a word
const LETTER = `(?![${UNSPACED}${JOINING}])[\\p{L}\\p{N}_]`;
const MENTION = new RegExp(`(?<!${LETTER}|[@.\\/+\\\\\\-])@([a-z0-9]+(?:-[a-z0-9]+)*)(?!${LETTER}|@|\\.${LETTER}|:(?:${LETTER}|-)+\\.${LETTER})`, "gu");

/** The first mention in each field of somebody who is not on the list: { field, id }. */
function unknownMentions(values, form) {
  if (!Object.keys(form.people).length) return []; // an organisation that suggests nobody
  return PROSE.flatMap((field) => {
    const bare = clean(valueOf(values, field)).replace(/`[^`]*`/g, "");
    const match = [...bare.matchAll(MENTION)].find(([, id]) => !Object.hasOwn(form.people, id));
    return match ? [{ field, id: match[1] }] : [];
  });
}

/** The first word of each sensitive matter: { field, matter, word }. */
function sensitiveWords(values, form) {
  const known = form.sensitive[mainCode(values.lang || form.language)];
  if (!known) return [];
  const found = new Map();
  const take = (field, matter, word) => { if (!found.has(matter)) found.set(matter, { field, matter, word }); };
  for (const field of PROSE) {
    const text = clean(valueOf(values, field));
    for (const [word] of text.matchAll(/\p{L}[\p{L}\p{M}\p{Default_Ignorable_Code_Point}]*/gu)) {
      const bare = folded(word);
      for (const prefix of ["", ...known.prefixes]) {
        const rest = bare.startsWith(prefix) ? bare.slice(prefix.length) : "";
        if (Object.hasOwn(known.words, rest)) take(field, known.words[rest], word);
      }
    }
    for (const [matter, pattern] of Object.entries(known.phrases)) {
      const match = new RegExp(pattern, "iu").exec(text);
      if (match) take(field, matter, match[0]);
    }
  }
  return [...found.values()];
}

// --- who and which story is meant ---

/** What can be chosen, by its label: people, with their team where two have the same name, and teams. */
function labelsOf({ people, teamOf, teams, words }) {
  const count = new Map();
  for (const name of Object.values(people)) count.set(name, (count.get(name) ?? 0) + 1);
  const labels = new Map();
  const add = (label, id) => labels.set(labels.has(label) ? `${label} (${id})` : label, id);
  for (const [id, name] of Object.entries(people)) {
    const team = Object.hasOwn(teamOf, id) ? teamOf[id] : "";
    add(count.get(name) > 1 && team ? filled(words.inTeam, { name, team }) : name, id);
  }
  for (const [ref, team] of Object.entries(teams)) add(filled(words.team, { team }), ref);
  return labels;
}

const words = (text) => folded(text).match(/[\p{L}\p{N}]+/gu) ?? [];

/** The ids of the people whom part of a name may mean: every word begins a word of theirs. */
function matching(typed, { people }) {
  const wanted = words(typed);
  if (!wanted.length) return [];
  return Object.entries(people)
    .filter(([, name]) => { const known = words(name); return wanted.every((word) => known.some((one) => one.startsWith(word))); })
    .map(([id]) => id);
}

const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/** The id of the story that a title, an address or an id means; null if it is none, or may be several. */
function storyMeant(typed, form) {
  const id = storyNamed(typed.trim(), form);
  return id && (Object.hasOwn(form.stories, id) || !form.hasAllStories) ? id : null;
}

function storyNamed(text, form) {
  if (Object.hasOwn(form.stories, text)) return text;
  const address = /(?:^|\/)stories\/(?:\d{4}\/)?([a-z0-9-]+)(?:\/(?:index\.html)?|\.md|\.yml)?(?:[?#].*)?$/.exec(text);
  if (address && SLUG.test(address[1])) return address[1];
  const same = Object.entries(form.stories).filter(([, [title]]) => sameWords(title, text));
  if (text && same.length === 1) return same[0][0];
  return SLUG.test(text) ? text : null;
}

/** What a link fills in, such as #givers=team:office&themes=asking: teams, themes and a kind that the
    site knows, the id of the story that another continues, and nothing else. Nobody is put into a story by a link. */
function fromFragment(fragment, form) {
  const found = {};
  for (const [name, value] of new URLSearchParams(fragment.replace(/^#/, ""))) {
    if (name === "continues" && SLUG.test(value)) found.continues ??= value;
    const allowed = Object.hasOwn(form.linked, name) ? form.linked[name] : [];
    if (!Object.hasOwn(found, name) && allowed.includes(value)) found[name] = value;
  }
  return found;
}

const rules = { problemsOf, notesOf, labelsOf, matching, storyMeant, fromFragment, folded, filled, day, MENTION, UNSPACED };
if (typeof document === "undefined") module.exports = rules;
else globalThis.reciprocityRules = rules;
})();
