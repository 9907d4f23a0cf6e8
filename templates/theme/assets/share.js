/* The form on /share/: composes a story in the browser. Nothing is sent: the text is copied, saved, mailed or
   opened by whoever wrote it. What is typed goes into the page as text only, never as HTML. A draft is kept in
   this browser, and nowhere else. */
(() => {
"use strict";

const { clean, storyText, fileName, mailAddress, pageAddress } = globalThis.reciprocityStory;
const { problemsOf, notesOf, labelsOf, matching, storyMeant, fromFragment, folded, filled } = globalThis.reciprocityRules;
const { shownStory, page, card } = globalThis.reciprocityPreview;

const MOST_OFFERED = 6;
const DRAFT_DAYS = 30;
const DRAFTS = `reciprocity-draft:${new URL("../", location.href).pathname}:`;

// --- the draft ---

/** Drafts by their keys. In a private window there are none. */
const drafts = {
  read(key) { try { return JSON.parse(localStorage.getItem(DRAFTS + key)); } catch { return null; } },
  keep(key, draft) { try { localStorage.setItem(DRAFTS + key, JSON.stringify(draft)); } catch { /* no room, or not allowed */ } },
  clear(key) { try { localStorage.removeItem(DRAFTS + key); } catch { /* not allowed */ } },
  /** Drafts that were left behind are not kept for ever. */
  tidy(today) {
    try {
      for (const key of Object.keys(localStorage)) {
        if (!key.startsWith(DRAFTS)) continue;
        const { at } = drafts.read(key.slice(DRAFTS.length)) ?? {};
        if (!(Date.parse(today) - Date.parse(at) < DRAFT_DAYS * 86_400_000)) localStorage.removeItem(key);
      }
    } catch { /* not allowed */ }
  },
};

function start(given, root) {
  // Without a prototype: "constructor" is nobody's id.
  const bare = (known) => Object.assign(Object.create(null), known);
  const form = { ...given, people: bare(given.people), teams: bare(given.teams), stories: bare(given.stories) };
  const $ = (id) => document.getElementById(id);
  const said = root.dataset;
  const fields = [...root.querySelectorAll("[data-field]")];
  const boxOf = (path) => root.querySelector(`[data-field="${path}"]`);
  const idOf = (path) => path.replace(".", "-");
  const typed = (field) => [...field.querySelectorAll("input, textarea, select")];
  const labels = labelsOf(form);
  const labelOf = new Map([...labels].map(([label, ref]) => [ref, label]));
  const byName = new Map([...labels].map(([label, ref]) => [folded(label), ref]));
  const linked = fromFragment(location.hash, form);
  const draft = new URLSearchParams(Object.entries(linked)).toString();
  const left = new Set(); // the fields that somebody has been in: nothing is said of the others
  const others = new Set(); // names that are none of those offered
  const today = () => {
    const now = new Date();
    return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
  };

  // --- the answers ---

  const isNobody = (name) => ["anonymous", form.words.anonymous].includes(name.toLowerCase());
  const refOf = (name) => {
    if (Object.hasOwn(form.teams, name)) return name;
    return byName.get(folded(name)) ?? (isNobody(name) ? "anonymous" : asName(name));
  };
  // A first name in small letters is not to be read as the id of whoever has that one.
  const asName = (text) => (/^[a-z]+$/.test(text) ? text[0].toUpperCase() + text.slice(1) : text);
  const isKnown = (ref) => Object.hasOwn(form.people, ref) || Object.hasOwn(form.teams, ref) || ref === "anonymous";
  const people = (field) => [...new Set(typed(field).map((one) => clean(one.value)).filter(Boolean).map(refOf))];
  const plain = (field) => clean(typed(field)[0].value);
  const readers = {
    people,
    checks: (field) => typed(field).filter((one) => one.checked).map((one) => one.value),
    choice: (field) => typed(field).find((one) => one.checked)?.value ?? "",
    person: (field) => people(field)[0] ?? "",
    story: (field) => storyMeant(plain(field), form) ?? "",
  };
  const naming = () => root.querySelector("[name=naming]:checked").value;

  /** What the editors are to look at, besides what is typed for them. */
  function forEditors(values) {
    const named = [...values.givers, ...values.receivers, values.quote?.by].filter((one) => others.has(one));
    const notes = [...new Set(named)].map((name) => filled(form.words.elseNoted, { name }));
    const story = plain(boxOf("continues"));
    if (story && !values.continues) notes.push(filled(form.words.continuesNoted, { story }));
    return [values.for_editors, ...notes].filter(Boolean).join("\n");
  }

  /** Each person who gave or received once, without teams and without those whom nobody knows. */
  const personsIn = ({ givers, receivers }) =>
    [...new Set([...givers, ...receivers])].filter((one) => one !== "anonymous" && !one.startsWith("team:"));

  function collected() {
    const values = {};
    for (const field of fields) {
      const value = (readers[field.dataset.control] ?? plain)(field);
      const [name, part] = field.dataset.field.split(".");
      if (!part) values[name] = value;
      else if (value) values[name] = { ...values[name], [part]: value };
    }
    if (!values.quote?.text) delete values.quote;
    values.for_editors = forEditors(values);
    if (naming() === "agreed") values.consent = personsIn(values);
    if (naming() === "nobody") values.declined = personsIn(values);
    return values;
  }

  // --- the preview ---

  function show() {
    const values = collected();
    const story = shownStory(values, form, naming());
    const isEmpty = !story.title && !story.givers.length && !story.receivers.length;
    const mark = $(`mark-${story.kind}`).content.firstElementChild?.cloneNode(true);
    $("preview").replaceChildren(...(isEmpty ? [] : page(story, form, mark)));
    $("preview").className = `r-story${story.isLine ? " r-poster" : ""}`;
    $("preview-card").replaceChildren(...(story.title ? [card(story, form)] : []));
    for (const id of ["preview", "preview-card"]) {
      if (story.lang) $(id).lang = story.lang;
      else $(id).removeAttribute("lang");
    }
    $("preview-list").hidden = !story.title;
    $("preview-empty").hidden = !isEmpty;
    $("preview-ask").hidden = naming() !== "ask" || ![...story.givers, ...story.receivers].some((one) => one.kind === "");
    $("file-name").textContent = name(values);
    $("file").textContent = storyText(values);
  }

  const name = (values) =>
    fileName({ ...values, date: /^\d{4}-\d{2}-\d{2}$/.test(values.date) ? values.date : today() }, [
      ...values.givers, ...values.receivers,
      ...[...values.givers, ...values.receivers].map((one) => form.people[one] ?? ""),
    ]);

  // --- what is said beside a field ---

  /** Marks one field, or clears it. */
  function mark(field, problem) {
    const line = $(`${idOf(field.dataset.field)}-wrong`);
    if (!line) return;
    const text = problem ? `${problem.message} ${problem.hint}` : "";
    line.hidden = !problem;
    if (line.textContent !== text) line.textContent = text;
    for (const one of typed(field)) {
      if (problem) one.setAttribute("aria-invalid", "true");
      else one.removeAttribute("aria-invalid");
    }
  }

  /** The coach's one question about what is typed so far, or nothing. It stops nobody. */
  function thought(values) {
    const advice = values.body ? globalThis.reciprocityCoach?.(values, form.coach, today()) : null;
    return advice && { field: advice.field || "body", text: filled(said.advice, advice) };
  }

  /** What is worth saying of a field that is not wrong. */
  function notes(field, values, advice) {
    const path = field.dataset.field;
    const story = values.continues || plain(boxOf("continues"));
    const found = notesOf({ ...values, continues: story }, form).filter((one) => one.field === path).map((one) => `${one.message} ${one.hint}`);
    if (["people", "person"].includes(field.dataset.control) && said.typed)
      for (const one of people(field)) if (!isKnown(one) && !offered(one).length) found.push(filled(said.typed, { name: one }));
    if (path === "continues" && story && !form.hasAllStories && !Object.hasOwn(form.stories, story))
      found.push(form.words.notAmongNewest);
    if (advice?.field === path) found.push(advice.text);
    return found;
  }

  function note(field, lines) {
    const line = field.querySelector(":scope > .r-field-note");
    const text = lines.join(" ");
    if (line && line.textContent !== text) line.textContent = text;
  }

  /** A name in the text, where nobody is to be named; an empty text if there is none. */
  function nameInText(values) {
    if (naming() !== "nobody") return "";
    const text = folded([values.title, values.body, values.ask, values.outcome, values.summary, values.quote?.text ?? ""].join(" "));
    const words = new Set(text.match(/[\p{L}\p{N}]+/gu));
    const parts = personsIn(values).flatMap((one) => (form.people[one] ?? one).split(/\s+/));
    return parts.find((part) => [...part].length > 1 && words.has(folded(part))) ?? "";
  }

  /** Says what there is to say of every field that somebody has been in. */
  function review() {
    const values = collected();
    const found = problemsOf(values, form, today());
    const advice = thought(values);
    for (const field of fields) {
      const path = field.dataset.field;
      if (!left.has(path)) continue;
      const problem = found.find((one) => one.field === path);
      mark(field, problem);
      note(field, problem ? [] : notes(field, values, advice));
      if (["people", "person"].includes(field.dataset.control)) ask(field);
    }
    const named = nameInText(values);
    $("naming-note").textContent = named ? filled(form.words.namesInText, { name: named }) : "";
    if (!$("share-wrong").hidden) list(found);
    return found;
  }

  // --- who is meant ---

  /** Those who may be meant by what is typed, if that is not clear. */
  function offered(text) {
    if (!text || isKnown(text) || others.has(text)) return [];
    return matching(text, form).slice(0, MOST_OFFERED + 1);
  }

  /** Asks who is meant by part of a name: a button for each, and one for somebody else. */
  function ask(field) {
    const box = field.querySelector(".r-which");
    if (!box) return;
    const groups = typed(field).flatMap((input) => {
      const text = refOf(clean(input.value));
      const found = offered(text);
      if (!found.length || found.length > MOST_OFFERED) return [];
      const group = document.createElement("div");
      const line = document.createElement("p");
      line.textContent = filled(form.words.which, { name: text });
      group.setAttribute("role", "group");
      group.setAttribute("aria-label", line.textContent);
      const button = (label, act) => {
        const made = document.createElement("button");
        made.type = "button";
        made.textContent = label;
        made.addEventListener("click", () => { act(); input.focus(); show(); keep(); review(); });
        return made;
      };
      const withTeam = (id) => (Object.hasOwn(form.teamOf, id) ? filled(form.words.inTeam, { name: form.people[id], team: form.teamOf[id] }) : form.people[id]);
      group.append(line, ...found.map((id) => button(withTeam(id), () => { input.value = labelOf.get(id); })),
        button(form.words.somebodyElse, () => others.add(text)));
      return [group];
    });
    const asked = (all) => [...all].map((one) => one.getAttribute("aria-label")).join("\n");
    if (asked(groups) !== asked(box.children)) box.replaceChildren(...groups);
  }

  // --- before it is handed in ---

  /** Lists every problem above the form; says whether there is any. */
  function list(found) {
    const box = $("share-wrong");
    box.hidden = found.length === 0;
    if (box.hidden) return false;
    $("wrong-title").textContent = said.wrong;
    box.querySelector("ul").replaceChildren(...found.map((problem) => {
      const item = document.createElement("li");
      const link = document.createElement("a");
      const first = typed(boxOf(problem.field))[0];
      link.href = `#${first.id}`;
      link.textContent = `${problem.message} ${problem.hint}`;
      link.addEventListener("click", (event) => {
        event.preventDefault();
        first.closest("details")?.setAttribute("open", "");
        first.focus();
      });
      item.append(link);
      return item;
    }));
    return true;
  }

  /** Marks every field that is wrong, and leads to the list of them; says whether there is any. */
  function complain() {
    for (const field of fields) left.add(field.dataset.field);
    if (!list(review())) return false;
    $("share-wrong").focus();
    return true;
  }

  const say = (text) => { $("share-status").textContent = text; };

  const ways = {
    async copy(values) {
      if (await copied(values)) say(said.copied);
    },
    save(values) {
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([storyText(values)], { type: "text/markdown" }));
      link.download = name(values).split("/").pop();
      link.click();
      URL.revokeObjectURL(link.href);
      say(filled(said.saved, { name: link.download }));
    },
    mail(values) {
      go(values, mailAddress(form, storyText(values)), said.mailed, (address) => location.assign(address));
    },
    open(values) {
      go(values, pageAddress(form, name(values), storyText(values)), said.opened, (address) => window.open(address, "_blank", "noopener"));
    },
  };

  /** Copies the file; where the browser does not let us, shows what to copy by hand. */
  async function copied(values) {
    try {
      await navigator.clipboard.writeText(storyText(values));
      return true;
    } catch {
      $("file").closest("details").open = true;
      $("file").focus();
      say(said.uncopied);
      return false;
    }
  }

  /** Leads to where the story is handed in; what does not fit into an address is copied before. */
  async function go(values, { address, whole }, then, how) {
    if (!whole && !(await copied(values))) return;
    say(whole ? then : said.paste);
    how(address);
  }

  // --- the draft ---

  const inputs = () => [...root.querySelectorAll("input, textarea, select")];
  const isTick = (input) => ["checkbox", "radio"].includes(input.type);

  function keep() {
    const answers = Object.fromEntries(inputs().filter((one) => (isTick(one) ? one.checked : one.value)).map((one) => [one.id, isTick(one) ? true : one.value]));
    drafts.keep(draft, { at: today(), answers, others: [...others] });
  }

  /** Puts a draft back, also into the rows that were added. Returns whether there was one. */
  function restore() {
    const kept = drafts.read(draft);
    if (!kept?.answers || typeof kept.answers !== "object") return false;
    for (const [id, value] of Object.entries(kept.answers)) {
      const added = /^([a-z]+)-([2-9]|[1-9]\d)$/.exec(id);
      if (added && $(added[1])?.closest("[data-control=people]")) while (!$(id)) addRow(boxOf(added[1]));
      const input = $(id);
      if (!input || !root.contains(input)) continue;
      if (isTick(input)) input.checked = value === true;
      else input.value = String(value);
      if (value && input.value) input.closest("details")?.setAttribute("open", "");
    }
    for (const text of kept.others ?? []) others.add(text);
    return true;
  }

  let cleared = null; // the last draft that was cleared, until the page is left

  function clear() {
    keep();
    cleared = drafts.read(draft);
    drafts.clear(draft);
    for (const row of root.querySelectorAll("[data-added]")) row.remove();
    root.reset();
    left.clear();
    others.clear();
    for (const field of fields) { mark(field, null); note(field, []); field.querySelector(".r-which")?.replaceChildren(); }
    $("naming-note").textContent = "";
    list([]);
    show();
    say("");
    tell(said.cleared);
    typed(fields[0])[0].focus();
  }

  /** Brings back what was cleared, unless nothing could be kept. */
  function bringBack() {
    if (cleared) drafts.keep(draft, cleared);
    if (restore()) tell(said.restored);
    show();
    typed(fields[0])[0].focus();
  }

  /** Says how the draft is, with the one thing that can be done about it. */
  function tell(state) {
    const isCleared = state === said.cleared;
    $("draft").hidden = isCleared && !cleared;
    $("draft-state").textContent = state;
    $("draft").querySelector("[data-clear]").hidden = isCleared;
    $("draft").querySelector("[data-back]").hidden = !isCleared;
  }

  function addRow(field) {
    const button = field.querySelector("[data-more]");
    const row = button.closest("p");
    const copy = row.previousElementSibling.cloneNode(true);
    const [label, input] = [copy.querySelector("label"), copy.querySelector("input")];
    input.id = label.htmlFor = `${button.dataset.more}-${typed(field).length + 1}`;
    input.value = "";
    input.required = false;
    copy.dataset.added = "";
    row.before(copy);
    return input;
  }

  // --- what happens when ---

  // A field is left by pressing on something else. What that field is told makes its place higher,
  // and must not move the other thing away before the press is over.
  let pressed = false;
  document.addEventListener("pointerdown", () => { pressed = true; }, true);
  for (const end of ["pointerup", "pointercancel"])
    document.addEventListener(end, () => { pressed = false; }, true);
  const afterPress = (act) => {
    if (pressed) document.addEventListener("pointerup", () => setTimeout(act), { once: true });
    else act();
  };

  root.addEventListener("input", (event) => {
    show();
    keep();
    const field = event.target.closest("[data-field]");
    if (field?.querySelector("[aria-invalid]")) { // what is mended is no longer marked
      const { field: path } = field.dataset;
      if (!problemsOf(collected(), form, today()).some((one) => one.field === path)) mark(field, null);
    }
  });
  root.addEventListener("change", (event) => {
    show();
    keep();
    const field = event.target.closest("[data-field]");
    if (field) left.add(field.dataset.field);
    afterPress(review);
  });
  root.addEventListener("click", (event) => {
    if (event.target.dataset?.more) addRow(event.target.closest("[data-field]")).focus();
    if (event.target.dataset?.clear !== undefined) clear();
    if (event.target.dataset?.back !== undefined) bringBack();
  });
  root.addEventListener("submit", (event) => event.preventDefault());
  for (const button of root.querySelectorAll("[data-way]"))
    button.addEventListener("click", () => {
      if (!complain()) ways[button.dataset.way](collected());
    });

  function fill(path, value) {
    const controls = typed(boxOf(path));
    const choice = controls.find((one) => one.value === value && isTick(one));
    const title = path === "continues" && Object.hasOwn(form.stories, value) ? form.stories[value][0] : "";
    if (choice) choice.checked = true;
    else if (title && storyMeant(title, form) === value) controls[0].value = title;
    else controls[0].value = labelOf.get(value) ?? value;
    boxOf(path).closest("details")?.setAttribute("open", "");
  }

  const option = (value, label) => {
    const made = document.createElement("option");
    made.value = value;
    if (label) made.label = label;
    return made;
  };
  $("share-people").replaceChildren(...[...labels.keys()].map((label) => option(label)));
  $("share-stories").replaceChildren(...Object.values(form.stories).map(([title]) => option(title)));
  $("date").max = today();
  drafts.tidy(today());
  for (const [path, value] of Object.entries(linked)) fill(path, value);
  if (restore()) tell(said.restored);
  show();
  root.hidden = false;
}

if (document.getElementById("share")) start(globalThis.shareForm, document.getElementById("share"));
})();
