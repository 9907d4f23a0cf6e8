/* Composes a story in the browser. Nothing is sent: the text is copied, saved, mailed or opened by
   whoever wrote it. What is typed goes into the page as text only, never as HTML. */
(() => {
"use strict";

// --- the text of a file: the same as generator/ways/writing.py ---

const INVISIBLE =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]+/g;
const LONE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
const PLAIN = /^(?!null$)(?:team:)?[a-z0-9]+(?:-[a-z0-9]+)*$/;
const ORDER = ["date", "givers", "receivers", "title", "summary", "kind", "themes", "ask", "outcome", "quote", "consent", "continues", "lang"];

/** A text as a story can hold it: Unix line ends, nothing invisible, no space around it. */
function clean(text) {
  return text.replace(/\r\n?/g, "\n").replace(LONE, "?").replace(INVISIBLE, " ").trim();
}

function quoted(text) {
  if (!text.includes("\n")) return `'${text.replaceAll("'", "''")}'`;
  return `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n")}"`;
}

const scalar = (text) => (PLAIN.test(text) ? text : quoted(text));

/** The text of a story's file. `values` holds strings, lists of strings, and the group `quote`. */
function storyText(values) {
  let front = "";
  for (const name of ORDER) {
    const value = values[name];
    if (!value || value.length === 0) continue;
    if (Array.isArray(value)) {
      const items = value.map((one) => scalar(clean(one)));
      front += `${name}: ${items.length === 1 ? items[0] : `[${items.join(", ")}]`}\n`;
    } else if (typeof value === "object") {
      const parts = Object.entries(value).map(([part, said]) => `${part}: ${quoted(clean(said))}`);
      front += `${name}: {${parts.join(", ")}}\n`;
    } else {
      front += `${name}: ${scalar(clean(value))}\n`;
    }
  }
  return `---\n${front}---\n${clean(values.body ?? "")}\n`;
}

// --- a file's name ---

const RESERVED = /^(?:con|prn|aux|nul|page|index|com[1-9]|lpt[1-9])$/;
const folded = (text) =>
  text.normalize("NFKD").replace(/[^\x20-\x7e]/g, "").toLowerCase();

/** Where the file goes: an id from the title or the first words, without the names in `people`. */
function fileName(values, people) {
  const names = new Set(people.flatMap((name) => folded(name).split(/[^a-z0-9]+/)));
  for (const text of [values.title, values.body, values.summary]) {
    const first = clean(text ?? "").split("\n")[0].replace(/@[\w-]+(?:['’]s?\b)?/g, " ").replace(/['’]/g, "");
    const words = folded(first).split(/[^a-z0-9]+/).filter((word) => word && !names.has(word));
    const id = words.slice(0, 6).join("-").slice(0, 64).replace(/-+$/, "");
    if (id && !RESERVED.test(id)) return `stories/${values.date.slice(0, 4)}/${id}.md`;
  }
  return `stories/${values.date.slice(0, 4)}/story-of-${values.date}.md`;
}

// --- what is wrong: the checker's own sentences, from form.json ---

const length = (text) => [...text].length;
const filled = (text, known) => text.replace(/\{(\w+)\}/g, (whole, name) => known[name] ?? whole);

/** A list of { field, message, hint }: the common mistakes. The checker looks at everything again. */
function problemsOf(values, form, today) {
  const found = [];
  const say = (field, mistake, known = {}) => {
    const { message, hint } = form.sentences[mistake];
    found.push({ field, message: filled(message, known), hint: filled(hint, known) });
  };
  if (!values.date) say("date", "missing date");
  else if (!/^\d{4}-\d{2}-\d{2}$/.test(values.date)) say("date", "form date", { value: values.date });
  else if (Number.isNaN(Date.parse(values.date)) || new Date(values.date).toISOString().slice(0, 10) !== values.date)
    say("date", "impossible date", { value: values.date });
  else if (Date.parse(values.date) - Date.parse(today) > 86_400_000)
    say("date", "future date", { value: values.date, today });
  for (const field of ["givers", "receivers"])
    if (values[field].length === 0) say(field, `missing ${field}`);
  const [giver] = values.givers;
  if (giver && giver !== "anonymous" && [...values.givers, ...values.receivers].every((one) => one === giver) && values.receivers.length)
    say("receivers", "alone givers", { value: giver });
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
  for (const [path, limit] of Object.entries(form.longest)) {
    const text = clean(values[path] ?? "");
    const over = length(text) - limit;
    if (over > 0) say(path, `long ${over === 1 ? "by one " : ""}${path}`, { over, length: length(text) });
  }
  if (values.themes.length > form.most.themes) say("themes", "many themes", { value: values.themes.length });
  return found;
}

// --- where it goes ---

const MAIL_LIMIT = 2000;
const PAGE_LIMIT = 8000;

/** The address of a mail with the story in it; without it, where programs would cut it short. */
function mailAddress(form, name, text) {
  const bare = `mailto:${form.mail}?subject=${encodeURIComponent(`${form.site}: ${name}`)}`;
  const address = `${bare}&body=${encodeURIComponent(text.replaceAll("\n", "\r\n"))}`;
  return address.length > MAIL_LIMIT ? { address: bare, whole: false } : { address, whole: true };
}

/** The address of the repository's page for a new file, with the story in it; without it, where that
    would be too long, or where the page does not take it. */
function pageAddress(form, name, text) {
  const { page, name: called, text: held } = form.newFile;
  const bare = `${page}?${called}=${encodeURIComponent(name)}`;
  const address = `${bare}&${held}=${encodeURIComponent(text)}`;
  return held && address.length <= PAGE_LIMIT ? { address, whole: true } : { address: bare, whole: false };
}

/** What each person is offered as: the name, and the id behind it where two have the same name. */
function labelsOf(people) {
  const count = new Map();
  for (const name of Object.values(people)) count.set(name, (count.get(name) ?? 0) + 1);
  return new Map(Object.entries(people).map(([id, name]) => [count.get(name) > 1 ? `${name} (${id})` : name, id]));
}

// --- the page ---

function start(given, root) {
  // Without a prototype: "constructor" is nobody's id.
  const form = { ...given, people: Object.assign(Object.create(null), given.people) };
  const $ = (id) => document.getElementById(id);
  const typed = (field) => [...field.querySelectorAll("input, textarea")];
  const labels = labelsOf(form.people);
  const byName = new Map([...labels].map(([label, id]) => [label.toLowerCase(), id]));
  const idOf = (name) => {
    const bare = name.trim();
    if (Object.hasOwn(form.people, bare)) return bare;
    return byName.get(bare.toLowerCase()) ?? (/^anonymous$/i.test(bare) ? "anonymous" : bare);
  };
  const people = (field) => [...new Set(typed(field).map((one) => clean(one.value)).filter(Boolean).map(idOf))];
  const today = () => {
    const now = new Date();
    return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
  };

  const readers = {
    people,
    checks: (field) => typed(field).filter((one) => one.checked).map((one) => one.value),
    choice: (field) => typed(field).find((one) => one.checked)?.value ?? "",
    person: (field) => people(field)[0] ?? "",
  };
  const plain = (field) => clean(typed(field)[0].value);

  function collected() {
    const values = {};
    for (const field of root.querySelectorAll("[data-field]")) {
      const value = (readers[field.dataset.control] ?? plain)(field);
      const [name, part] = field.dataset.field.split(".");
      if (!part) values[name] = value;
      else if (value) values[name] = { ...values[name], [part]: value };
    }
    if (!values.quote?.text) delete values.quote;
    if ($("consent").checked)
      values.consent = [...new Set([...values.givers, ...values.receivers])].filter(
        (one) => one !== "anonymous" && !one.startsWith("team:"),
      );
    return values;
  }

  function show(values) {
    const paragraph = (text, tag = "p", name = "") => {
      const made = document.createElement(tag);
      if (name) made.className = name;
      made.textContent = text;
      return made;
    };
    const named = (one) => form.people[one] ?? one;
    const told = (text) => text.replace(/@([a-z0-9-]+)/g, (whole, id) => form.people[id] ?? whole);
    const parts = [];
    if (values.title) parts.push(paragraph(told(values.title), "h3"));
    if (values.givers.length || values.receivers.length)
      parts.push(paragraph(`${values.givers.map(named).join(", ")} → ${values.receivers.map(named).join(", ")}`, "p", "r-preview-who"));
    if (values.ask) parts.push(paragraph(told(values.ask), "p", "r-preview-ask"));
    for (const text of values.body.split(/\n{2,}/)) if (text) parts.push(paragraph(told(text)));
    if (values.quote) parts.push(paragraph(told(values.quote.text), "blockquote"));
    if (values.outcome) parts.push(paragraph(told(values.outcome)));
    $("preview").replaceChildren(...parts);
    $("file-name").textContent = name(values);
    $("file").textContent = storyText(values);
  }

  const name = (values) =>
    fileName({ ...values, date: values.date || today() }, [
      ...values.givers, ...values.receivers,
      ...[...values.givers, ...values.receivers].map((one) => form.people[one] ?? ""),
    ]);

  function note(field) {
    const foreign = people(field).filter((one) => !Object.hasOwn(form.people, one) && one !== "anonymous" && !one.startsWith("team:"));
    field.querySelector(".r-field-note").textContent = foreign
      .map((one) => root.dataset.typed.replace("{name}", () => one)).join(" ");
  }

  const boxOf = (path) => root.querySelector(`[data-field="${path}"]`);

  /** Marks one field, or clears it. */
  function mark(field, problem) {
    const line = $(`${field.dataset.field.replace(".", "-")}-wrong`);
    if (!line) return;
    line.hidden = !problem;
    line.textContent = problem ? `${problem.message}: ${problem.hint}.` : "";
    for (const one of typed(field)) {
      if (problem) one.setAttribute("aria-invalid", "true");
      else one.removeAttribute("aria-invalid");
    }
  }

  /** Lists every problem above the form; says whether there is any. */
  function list(found) {
    const box = $("share-wrong");
    box.hidden = found.length === 0;
    if (box.hidden) return false;
    $("wrong-title").textContent = root.dataset.wrong;
    box.querySelector("ul").replaceChildren(...found.map((problem) => {
      const item = document.createElement("li");
      const link = document.createElement("a");
      const first = typed(boxOf(problem.field))[0];
      link.href = `#${first.id}`;
      link.textContent = `${problem.message}: ${problem.hint}.`;
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
  function complain(values) {
    const found = problemsOf(values, form, today());
    for (const field of root.querySelectorAll("[data-field]"))
      mark(field, found.find((problem) => problem.field === field.dataset.field));
    if (!list(found)) return false;
    $("share-wrong").focus();
    return true;
  }

  const say = (text) => { $("share-status").textContent = text; };

  const ways = {
    async copy(values) {
      if (await copied(values)) say(root.dataset.copied);
    },
    save(values) {
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([storyText(values)], { type: "text/markdown" }));
      link.download = name(values).split("/").pop();
      link.click();
      URL.revokeObjectURL(link.href);
      say(root.dataset.saved.replace("{name}", link.download));
    },
    mail(values) {
      go(values, mailAddress(form, name(values), storyText(values)), (address) => location.assign(address));
    },
    open(values) {
      go(values, pageAddress(form, name(values), storyText(values)), (address) => window.open(address, "_blank", "noopener"));
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
      say(root.dataset.uncopied);
      return false;
    }
  }

  /** Leads to where the story is handed in; what does not fit into an address is copied before. */
  async function go(values, { address, whole }, how) {
    if (!whole && !(await copied(values))) return;
    say(whole ? "" : root.dataset.paste);
    how(address);
  }

  root.addEventListener("input", () => show(collected()));
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

  root.addEventListener("change", (event) => {
    show(collected());
    const field = event.target.closest("[data-field]");
    if (field) afterPress(() => judge(field));
  });

  function judge(field) {
    const found = problemsOf(collected(), form, today());
    mark(field, found.find((one) => one.field === field.dataset.field));
    if (!$("share-wrong").hidden) list(found);
    if (field.dataset.control === "people") note(field);
  }

  root.addEventListener("click", (event) => {
    const id = event.target.dataset?.more;
    if (!id) return;
    const row = event.target.closest("p");
    const field = row.closest("[data-field]");
    const copy = row.previousElementSibling.cloneNode(true);
    const [label, input] = [copy.querySelector("label"), copy.querySelector("input")];
    input.id = label.htmlFor = `${id}-${typed(field).length + 1}`;
    input.value = "";
    input.required = false;
    row.before(copy);
    input.focus();
  });
  root.addEventListener("submit", (event) => event.preventDefault());
  for (const button of root.querySelectorAll("[data-way]"))
    button.addEventListener("click", () => {
      const values = collected();
      if (!complain(values)) ways[button.dataset.way](values);
    });

  const options = [...labels.keys()].map((one) => {
    const option = document.createElement("option");
    option.value = one;
    return option;
  });
  $("share-people").replaceChildren(...options);
  $("date").max = today();
  show(collected());
  root.hidden = false;
}

if (typeof document === "undefined") module.exports = { clean, storyText, fileName, problemsOf, mailAddress, pageAddress, labelsOf };
else if (document.getElementById("share")) start(globalThis.shareForm, document.getElementById("share"));
})();
