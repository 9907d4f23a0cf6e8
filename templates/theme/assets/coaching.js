/* What the coach says of a story that is being typed: the same as generator/coach/, from the same data.
   Nothing here is a rule of its own: phrases and remarks come from form.json. */
(() => {
"use strict";

const READ = ["body", "summary", "outcome", "ask"];
const lowered = (text) => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase()).replaceAll("’", "'");
const total = (numbers) => numbers.reduce((sum, one) => sum + one, 0);

/** The language of a BCP 47 tag, without its region. */
function mainCode(tag) {
  const main = tag.split("-")[0].toLowerCase();
  return main === "no" ? "nb" : main;
}

/** The texts of one story, as the coach reads them: without what others are quoted as saying. */
class Note {
  constructor(texts, coach, words) {
    this.texts = READ.filter((field) => texts[field]).map((field) => [field, texts[field]]);
    this.coach = coach;
    this.words = words;
    const unread = new RegExp(coach.unread, "gm");
    this.own = this.texts.map(([field, text]) => [field, lowered(text.replace(unread, (part) => " ".repeat(part.length)))]);
  }

  has(field) {
    return this.texts.some(([name]) => name === field);
  }

  get length() {
    return total(this.texts.map(([, text]) => [...text].length));
  }

  /** The phrases of a list: field, start and end, in the order of fields and of places. */
  found(name) {
    return this.own.flatMap(([field, text]) => {
      const places = new Map();
      for (const pattern of this.words?.[name] ?? []) {
        const match = new RegExp(pattern).exec(text);
        if (match) places.set(`${match.index} ${match[0].length}`, [field, match.index, match.index + match[0].length]);
      }
      return [...places.values()].sort((one, other) => one[1] - other[1] || one[2] - other[2]);
    });
  }

  /** How many words may say what was done: no names, and no words that fit everything. */
  get telling() {
    const vague = new Set(this.words?.vague);
    return total(this.texts.map(([, text]) => this.tellingWords(text).filter((word) => !vague.has(word)).length));
  }

  tellingWords(text) {
    const plain = text.replaceAll("’", "'");
    return [...plain.matchAll(new RegExp(this.coach.word, "g"))]
      .filter(({ 0: word, index }) => word[0] !== "@" && text[index - 1] !== "@" &&
        (word[0] === lowered(word[0]) || this.beginsSentence(text, index)))
      .map(({ 0: word }) => lowered(word));
  }

  beginsSentence(text, start) {
    let at = start;
    while (at && this.coach.skipped.includes(text[at - 1])) at -= 1;
    return at === 0 || this.coach.ends.includes(text[at - 1]);
  }
}

/** The field and the place of the words that a remark is about; null if the remark is not made. */
function placeOf(remark, note, kind) {
  if (remark.kinds.length && !remark.kinds.includes(kind)) return null;
  if (remark.empty.some((field) => note.has(field))) return null;
  if (note.length < remark.leastCharacters) return null;
  if (remark.mostCharacters !== null && note.length > remark.mostCharacters) return null;
  const found = remark.quotes ? note.found(remark.quotes) : [["", 0, 0]];
  if (!found.length) return null;
  if (remark.charactersEach !== null && note.length > remark.charactersEach * found.length) return null;
  if (!remark.beside.every((name) => note.found(name).length)) return null;
  if (remark.without.some((name) => note.found(name).length)) return null;
  if (note.telling < remark.leastTelling) return null;
  if (remark.mostTelling !== null && note.telling > remark.mostTelling) return null;
  return found[0];
}

/** The first day whose stories the issue of the newsletter takes in whose period `today` is. */
function firstDay(today, { cadence, lookBack }) {
  const day = new Date(`${today}T00:00:00Z`);
  if (cadence === "weekly") day.setUTCDate(day.getUTCDate() - ((day.getUTCDay() + 6) % 7));
  else day.setUTCDate(1);
  if (cadence === "quarterly") day.setUTCMonth(Math.floor(day.getUTCMonth() / 3) * 3);
  if (lookBack) day.setUTCMonth(day.getUTCMonth() - lookBack, 1);
  return day.toISOString().slice(0, 10);
}

/** The one remark about a story, as { name, field, message, question }; null if it is fine. */
function adviceOn(values, coach, today) {
  const lang = mainCode(values.lang || coach.language);
  const words = Object.hasOwn(coach.words, lang) ? coach.words[lang] : null;
  const note = new Note(values, coach, words);
  const kind = values.kind || "help";
  for (const remark of coach.remarks) {
    if (remark.anyLanguage !== (words === null)) continue;
    const place = placeOf(remark, note, kind);
    if (!place) continue;
    const [field, start, end] = place;
    const said = field ? values[field].slice(start, end).split(/\s+/).filter(Boolean).join(" ") : "";
    return { name: remark.name, field, message: remark.message.replaceAll("{words}", () => said), question: remark.question };
  }
  if (!/^\d{4}-\d{2}-\d{2}$/.test(values.date)) return null;
  const first = firstDay(today, coach.newsletter);
  if (values.date >= first) return null;
  const { name, message, question } = coach.late;
  return { name, field: "date", message: message.replaceAll("{words}", () => first), question };
}

if (typeof document === "undefined") module.exports = { adviceOn, firstDay };
else globalThis.reciprocityCoach = adviceOn;
})();
