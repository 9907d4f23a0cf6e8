/* The text of a story's file, its name, and the addresses that lead to where it is handed in. */
(() => {
"use strict";

// --- the text of a file: the same as generator/intake/writing.py ---

const INVISIBLE =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]+/g;
const LONE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
const PLAIN = /^(?!null$)(?:team:)?[a-z0-9]+(?:-[a-z0-9]+)*$/;
const ORDER = ["date", "givers", "receivers", "title", "summary", "kind", "themes", "ask", "outcome", "changed", "quote", "consent", "declined", "continues", "lang", "for_editors"];

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

// --- where it goes ---

const MAIL_LIMIT = 2000;
const PAGE_LIMIT = 8000;

/** The address of a mail with the story in it; without it, where programs would cut it short. */
function mailAddress(form, text) {
  const bare = `mailto:${form.mail}?subject=${encodeURIComponent(form.words.mailSubject)}`;
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

const story = { clean, storyText, fileName, mailAddress, pageAddress };
if (typeof document === "undefined") module.exports = story;
else globalThis.reciprocityStory = story;
})();
