/* Finding things: search, lists that are filtered, a story at random. Everything here works from a
   folder too, where nothing can be fetched: the data comes as scripts that call `take`, and only
   when somebody looks for something. generator/outputs/search_index.py writes
   them, and folds words as we do. */

(() => {
  "use strict";

  const _ = (text) => globalThis.reciprocityWords?.[text] ?? text; // assets/words.js, if there is one
  const WORDS = {
    search: _("Search"),
    label: _("Stories, people, themes and pages"),
    close: _("Close"),
    more: _("Show more"),
    short: _("Type at least two letters."),
    none: (query) => _("No results for “%(query)s”. Try a shorter word, or browse the stories.").replace("%(query)s", () => query),
    some: (count) => _("Results: %(number)s").replace("%(number)s", count),
    failed: _("The search could not be loaded. You can still browse the stories."),
    summaries: _("There are so many stories here that the search covers only titles, summaries, names and themes."),
    nothing: _("No stories match all of these filters. Try removing one."),
  };
  const AT_ONCE = 10;
  const WEIGHTS = [8, 5, 3, 2, 1]; // of title, people, themes, summary, text
  const [EXACT, BEGINS, MEANT] = [2, 1, 0.5]; // the word itself, one that begins so, one that may be meant
  /* What a search loads is bounded, so that it is light whatever it is for. */
  const MOST_WORDS = 6;
  const MOST_SHARDS = 8;
  const MOST_SLIPS = 2;
  const SLIP_LENGTH = 5;
  const EXCERPT = 220;
  const home = new URL("../", document.currentScript.src);
  const inFolder = location.protocol === "file:";

  /* --- the data --- */

  class Stale extends Error {}
  const parts = new Map();
  const takers = new Map();
  let version = "";

  window.reciprocity = {
    take(name, of, data) {
      takers.get(name)?.(of, data);
    },
  };

  function load(name) {
    if (!parts.has(name)) {
      parts.set(
        name,
        new Promise((resolve, reject) => {
          takers.set(name, (of, data) => {
            if (name === "index") version = of;
            else if (of !== version) return reject(new Stale());
            resolve(data);
          });
          const script = document.createElement("script");
          script.src = new URL(`search/${name}.js${version && `?v=${version}`}`, home);
          script.onload = () => script.remove();
          script.onerror = () => {
            script.remove();
            parts.delete(name);
            reject(new Error(name));
          };
          document.head.append(script);
        }),
      );
    }
    return parts.get(name);
  }

  /* Run again, once, when the site was built anew since this page was opened. */
  async function fresh(work) {
    try {
      return await work(await load("index"));
    } catch (error) {
      if (!(error instanceof Stale)) throw error;
      parts.clear();
      version = String(Date.now()); // past whatever the browser has kept
      return work(await load("index"));
    }
  }

  /* --- looking things up --- */

  const LETTERS = { ß: "ss", ı: "i", ø: "o", ł: "l", đ: "d", æ: "ae", œ: "oe", ς: "σ", ى: "ي", ة: "ه", ـ: "" };
  const UNSPACED =
    /([\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u30ff\u3400-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}]+)/u;

  const fold = (text) =>
    text
      .toLowerCase()
      .normalize("NFKD")
      .replace(/\p{M}/gu, "")
      .replace(/[ßıøłđæœςىةـ]/g, (letter) => LETTERS[letter]);

  const RUN = /[\p{L}\p{N}]+/gu;
  const ARTICLE = /^(?:[وفبك]?ال|لل)(?=..)/u;

  function termsOf(query) {
    const found = new Set();
    for (const run of fold(query).match(RUN) ?? []) {
      for (const piece of run.split(UNSPACED)) {
        const letters = [...piece];
        if (!UNSPACED.test(piece)) {
          if (letters.length > 1) found.add([...piece.replace(ARTICLE, "")].slice(0, 32).join(""));
        } else if (letters.length === 1) found.add(piece);
        else letters.slice(1).forEach((letter, at) => found.add(letters[at] + letter));
      }
    }
    return [...found];
  }

  /* The words to look up: all, or of many the longest. */
  function wordsOf(query) {
    const words = termsOf(query);
    const longest = new Set([...words].sort((a, b) => b.length - a.length).slice(0, MOST_WORDS));
    return words.filter((word) => longest.has(word));
  }

  /* The number of the shard that a term is in, if it is in any. */
  function shardAt(term, { starts }) {
    let [low, high] = [0, starts.length];
    while (low + 1 < high) {
      const middle = (low + high) >> 1;
      if (starts[middle] <= term) low = middle;
      else high = middle;
    }
    return low;
  }

  /* The rows of a term and of those that begin so, from some shards at most. */
  async function rowsOf(term, about, most) {
    const first = shardAt(term, about);
    let next = first + 1;
    while (next - first < most && about.starts[next]?.startsWith(term)) next += 1;
    const wanted = Array.from({ length: next - first }, (_, at) => load(`t${first + at}`));
    return (await Promise.all(wanted)).flat().filter(([word]) => word.startsWith(term));
  }

  function* numbers(steps) {
    let number = 0;
    if (steps) for (const step of steps.split(",")) yield (number += Number(step));
  }

  /* Whether two words differ by one letter, or by two neighbours that have changed places. */
  function isSlip(one, other) {
    let [a, b] = [[...one], [...other]];
    let same = 0;
    while (same < a.length && a[same] === b[same]) same += 1;
    [a, b] = [a.slice(same), b.slice(same)];
    while (a.length && b.length && a.at(-1) === b.at(-1)) {
      a.pop();
      b.pop();
    }
    return a.length < 2 && b.length < 2
      ? a.length + b.length > 0
      : a.length === 2 && b.length === 2 && a[0] === b[1] && a[1] === b[0];
  }

  function bucketOf(text, count) {
    let key = 0;
    for (const letter of text) key = (key * 31 + letter.codePointAt(0)) % 65521;
    return key % count;
  }

  /* The words that may be meant by one that nothing has: those with its first two letters,
     or its last two. Where the slip is, the others are right. */
  async function meantBy(word, about) {
    const letters = [...word];
    const [first, last] = [letters.slice(0, 2).join(""), letters.slice(-2).join("")];
    const files = new Set();
    for (const length of [letters.length - 1, letters.length, letters.length + 1]) {
      const half = Math.floor(length / 2);
      for (const end of [`${first}${half}`, `${half}${last}`]) files.add(`w${bucketOf(end, about.words)}`);
    }
    const found = new Set();
    for (const some of await Promise.all([...files].map(load))) {
      for (const each of some.split(" ")) if (isSlip(word, each)) found.add(each);
    }
    return [...found].sort((a, b) => (b[0] === word[0]) - (a[0] === word[0])).slice(0, MOST_SLIPS);
  }

  /* Entries with a word, or with words that begin so, and how well they fit; and what to mark of it. */
  async function fits(term, about, most, forgiving) {
    const best = new Map();
    const marked = [term];
    const add = ([, ...fields], how) =>
      fields.forEach((steps, at) => {
        for (const number of numbers(steps)) {
          const weight = WEIGHTS[at] * how;
          if ((best.get(number) ?? 0) < weight) best.set(number, weight);
        }
      });
    for (const row of await rowsOf(term, about, most)) add(row, row[0] === term ? EXACT : BEGINS);
    if (forgiving && !best.size && [...term].length >= SLIP_LENGTH && /^\p{L}+$/u.test(term) && !UNSPACED.test(term)) {
      for (const word of await meantBy(term, about)) {
        for (const row of await rowsOf(word, about, 1)) if (row[0] === word) add(row, MEANT);
        marked.push(word);
      }
    }
    const rare = Math.log(1 + about.entries / (best.size || 1));
    for (const [number, weight] of best) best.set(number, weight * rare);
    return { best, marked };
  }

  /* The numbers of what has all the words, or else most of them: the best first, and of what fits as
     well the stories, which have the smaller numbers. And what to mark: of each word, how it begins. */
  async function search(query, about) {
    const words = wordsOf(query);
    const most = Math.max(1, Math.min(MOST_SHARDS / 2, Math.floor(MOST_SHARDS / words.length)));
    const slips = new Set([...words].sort((a, b) => b.length - a.length).slice(0, MOST_SLIPS));
    const [all, called] = await Promise.all([
      Promise.all(words.map((word) => fits(word, about, most, slips.has(word)))),
      withTerm(`=${(fold(query).match(RUN) ?? []).join(" ")}`, about), // a theme by its name comes before its stories
    ]);
    const scores = new Map();
    for (const { best } of all) {
      for (const [number, weight] of best) {
        const score = scores.get(number) ?? [0, 0];
        score[0] += 1;
        score[1] += weight;
        scores.set(number, score);
      }
    }
    for (const number of called) if (scores.has(number)) scores.get(number)[1] += 1000;
    let fullest = 0;
    for (const [count] of scores.values()) fullest = Math.max(fullest, count);
    const found = [...scores]
      .filter(([, [count]]) => count === fullest)
      .sort(([a, [, left]], [b, [, right]]) => right - left || a - b)
      .map(([number]) => number);
    const marked = all.map((each) => each.marked);
    return { found: await phrasesFirst(found, marked, called, about), marked };
  }

  /* Of the first entries, those that have the words next to one another come first. */
  async function phrasesFirst(found, marked, called, about) {
    if (marked.length < 2) return found;
    const first = found.slice(0, AT_ONCE);
    const rows = await Promise.all(first.map((number) => entry(number, about)));
    const rank = rows.map((row, at) => {
      if (called.has(first[at])) return 0;
      return [row[1], row[3], row[4], row[5], row[8]].some((text) => text && hasPhrase(text, marked)) ? 1 : 2;
    });
    const order = [...first.keys()].sort((a, b) => rank[a] - rank[b] || a - b);
    return [...order.map((at) => first[at]), ...found.slice(AT_ONCE)];
  }

  async function withTerm(term, about) {
    const row = (await load(`t${shardAt(term, about)}`)).find(([word]) => word === term);
    return new Set(row ? numbers(row[1]) : []);
  }

  /* The numbers of the stories that are all of some things (`kind:help`), newest first. */
  async function having(facets, about) {
    const lists = await Promise.all(facets.map((facet) => withTerm(`:${facet}`, about)));
    const [first, ...others] = lists.sort((a, b) => a.size - b.size);
    return [...first].filter((number) => others.every((list) => list.has(number)));
  }

  async function entry(number, about) {
    return (await load(`d${Math.floor(number / about.block)}`))[number % about.block];
  }

  const addressOf = (path) => new URL(inFolder ? path.replace(/(#|$)/, "index.html$1") : path, home).href;

  /* --- texts and the words in them --- */

  /* The words of a text as they are folded, each with its place in the text. */
  function* runsOf(text) {
    let [run, from, to] = ["", 0, 0];
    let at = 0;
    for (const letter of text) {
      const plain = fold(letter);
      const isPart = plain ? /^[\p{L}\p{N}]+$/u.test(plain) : run; // a mark belongs to the letter before it
      if (isPart) {
        if (!run) from = at;
        run += plain;
        to = at + letter.length;
      } else if (run) {
        yield { run, from, to };
        run = "";
      }
      at += letter.length;
    }
    if (run) yield { run, from, to };
  }

  const isAt = (run, words) =>
    words.some((word, at) => {
      if (UNSPACED.test(word)) return run.includes(word);
      return at ? run === word : run.startsWith(word) || run.replace(ARTICLE, "").startsWith(word); // the others are words that may be meant
    });

  function hasPhrase(text, marked) {
    const runs = [...runsOf(text)];
    return runs.some((_, at) => marked.every((words, next) => runs[at + next] && isAt(runs[at + next].run, words)));
  }

  /* The places of the words in a text: where each begins and ends, and which of them it is. */
  function marksIn(text, marked) {
    const found = [];
    for (const { run, from, to } of runsOf(text)) {
      const which = marked.findIndex((words) => isAt(run, words));
      if (which < 0) continue;
      if (!UNSPACED.test(run) || to - from !== run.length) {
        found.push({ from, to, which });
        continue;
      }
      marked.forEach((words, each) => {
        for (let at = run.indexOf(words[0]); at >= 0; at = run.indexOf(words[0], at + 1)) {
          found.push({ from: from + at, to: from + at + words[0].length, which: each });
        }
      });
    }
    return found.sort((a, b) => a.from - b.from);
  }

  /* The part of a text that has most of the words: where it begins and ends. */
  function excerptOf(text, marks) {
    if (text.length <= EXCERPT) return [0, text.length];
    const reach = (mark) => new Set(marks.filter((m) => m.from >= mark.from && m.to <= mark.from + EXCERPT * 0.7).map((m) => m.which)).size;
    const best = marks.reduce((a, b) => (reach(b) > reach(a) ? b : a));
    const early = Math.max(0, best.from - Math.floor(EXCERPT * 0.3));
    const before = text.slice(early, best.from);
    const sentence = Math.max(0, ...[". ", "! ", "? ", "” ", "\n", "。"].map((end) => before.lastIndexOf(end) + end.length * before.includes(end)));
    const word = early && before.search(/\s/) + 1;
    const start = early + (sentence || word);
    let end = Math.min(text.length, start + EXCERPT);
    if (end < text.length && /\s/.test(text.slice(best.to, end))) while (!/\s/.test(text[end])) end -= 1;
    return [start, end];
  }

  /* A text, or a part of it, with the words marked. */
  function shownText(text, marked, whole) {
    const marks = marksIn(text, marked);
    const [start, end] = whole || !marks.length ? [0, text.length] : excerptOf(text, marks);
    const parts = start ? ["…"] : [];
    let at = start;
    for (const { from, to } of marks) {
      if (to <= at || to > end) continue;
      const begins = Math.max(from, at);
      parts.push(text.slice(at, begins), element("mark", {}, text.slice(begins, to)));
      at = to;
    }
    parts.push(text.slice(at, end));
    if (end < text.length) parts.push("…");
    return { parts, has: new Set(marks.map(({ which }) => which)).size };
  }

  /* --- showing them --- */

  function element(name, attributes = {}, ...inside) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (value !== undefined) made.setAttribute(key, value);
    }
    made.append(...inside);
    return made;
  }

  function when(date, about) {
    return new Intl.DateTimeFormat(about.language, { dateStyle: "long", timeZone: "UTC", calendar: "gregory", numberingSystem: "latn" }).format(new Date(date));
  }

  function hit([path, title, kicker, people, themes, summary, date, lang, text], about, marked) {
    const tongue = lang ? { lang, dir: "auto" } : {};
    const lines = [];
    const above = [kicker, date && when(date, about)].filter(Boolean).join(" · ");
    if (above) lines.push(element("p", { class: "r-kicker" }, above));
    const whole = (words) => shownText(words, marked, true).parts;
    lines.push(element("a", { class: "r-hit-title", href: addressOf(path), ...tongue }, ...whole(title)));
    if (people) lines.push(element("p", { class: "r-hit-who" }, element("bdi", {}, ...whole(people))));
    // The summary, unless the text has more of the words.
    const [short, long] = [shownText(summary ?? "", marked), shownText(text ?? "", marked)];
    const said = long.has > short.has ? long.parts : short.parts;
    if (said.join("")) lines.push(element("p", { class: "r-hit-text", ...tongue }, ...said));
    if (themes) lines.push(element("p", { class: "r-hit-themes" }, ...whole(themes)));
    return element("li", { class: "r-hit" }, ...lines);
  }

  /* A list that grows by ten at a time. */
  function results() {
    const said = element("p", { class: "r-said", role: "status" });
    const list = element("ol", { class: "r-hits" });
    const more = element("button", { type: "button", class: "r-more-hits", hidden: "" }, WORDS.more);
    let found = [];
    let marked = [];
    let turn = 0;

    async function grow(about, mine) {
      const start = list.children.length;
      const next = found.slice(start, start + AT_ONCE);
      const made = (await Promise.all(next.map((number) => entry(number, about)))).map((each) => hit(each, about, marked));
      if (mine !== turn) return undefined; // something else was asked since
      list.append(...made);
      more.hidden = list.children.length >= found.length;
      return made[0];
    }

    more.addEventListener("click", async () => {
      const first = await fresh((about) => grow(about, turn)).catch(() => undefined);
      first?.querySelector("a").focus();
    });

    const note = element("p", { class: "r-hits-note", hidden: "" }, WORDS.summaries);

    return {
      parts: [said, list, more, note],
      list,
      /* Ask for numbers, and what to mark, and show the entries; `words` says what to say of them. */
      async show(ask, words) {
        const mine = ++turn;
        try {
          await fresh(async (about) => {
            const asked = await ask(about);
            if (mine !== turn) return;
            ({ found, marked } = asked);
            const before = [...list.children];
            await Promise.all(found.slice(0, AT_ONCE).map((number) => entry(number, about)));
            if (mine !== turn) return;
            before.forEach((item) => item.remove());
            await grow(about, mine);
            note.hidden = about.full || !marked.length;
            said.textContent = words(found.length);
          });
        } catch {
          if (mine === turn) this.clear(WORDS.failed);
        }
      },
      clear(words) {
        turn += 1;
        found = [];
        list.replaceChildren();
        more.hidden = note.hidden = true;
        said.textContent = words;
      },
    };
  }

  /* --- search --- */

  function box(id, after) {
    const input = element("input", {
      type: "search", id, class: "r-search-input", autocomplete: "off", spellcheck: "false", enterkeyhint: "search",
    });
    const shown = results();
    const form = element(
      "form",
      { class: "r-search-form", role: "search" },
      element("label", { for: id }, WORDS.label),
      element("div", { class: "r-search-row" }, input, ...after),
    );
    const place = element("div", { class: "r-search-box" }, form, ...shown.parts);
    let waiting;

    function look() {
      const query = input.value.trim();
      if (!query) shown.clear("");
      else if (!termsOf(query).length) shown.clear(WORDS.short);
      else shown.show((about) => search(query, about), (n) => (n ? WORDS.some(n) : WORDS.none(query)));
    }

    const links = () => [...shown.list.querySelectorAll("a")];
    input.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(look, 120);
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      links()[0]?.focus();
    });
    place.addEventListener("keydown", (event) => {
      const way = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (!way) return;
      const stops = [input, ...links()];
      const at = stops.indexOf(document.activeElement);
      if (at < 0 || !stops[at + way]) return;
      event.preventDefault();
      stops[at + way].focus();
    });
    return { place, input, look };
  }

  let dialog;
  function openSearch() {
    if (!dialog) {
      const close = element("button", { type: "button", class: "r-search-close" }, WORDS.close);
      const made = box("r-search-dialog", [close]);
      dialog = element("dialog", { class: "r-search", "aria-label": WORDS.search }, made.place);
      close.addEventListener("click", () => dialog.close());
      dialog.addEventListener("click", (event) => {
        // Beside the dialog, or a link to a place on this very page.
        if (event.target === dialog || event.target.closest("a")) dialog.close();
      });
      document.body.append(dialog);
    }
    if (!dialog.open) dialog.showModal();
    dialog.querySelector("input").select();
    load("index").catch(() => {}); // ready when the first word is
  }

  document.addEventListener("click", (event) => {
    const opener = event.target.closest?.("[data-search]");
    if (!opener || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    openSearch();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "k" && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey) {
      event.preventDefault();
      openSearch();
    }
  });

  const page = document.querySelector("[data-search-page]");
  if (page) {
    const made = box("r-search-page", []);
    page.append(made.place);
    made.input.value = new URLSearchParams(location.search).get("q") ?? "";
    made.input.addEventListener("change", () => remember({ q: made.input.value.trim() }));
    made.look();
  }

  /* Put what was asked for into the address, so that coming back finds it again. */
  function remember(asked) {
    const address = new URL(location.href);
    for (const [key, value] of Object.entries(asked)) {
      if (value) address.searchParams.set(key, value);
      else address.searchParams.delete(key);
    }
    try {
      history.replaceState(history.state, "", address);
    } catch {
      // not allowed in a folder
    }
  }

  /* --- lists that can be filtered: links to other lists, which filter in place once this runs --- */

  const filter = document.querySelector("[data-filter]");
  if (filter) {
    const given = filter.dataset.filter.split(" ").filter(Boolean);
    const links = [...filter.querySelectorAll("[data-facet]")];
    const rest = [...document.querySelectorAll("[data-filtered]")];
    const place = document.querySelector("[data-found]");
    const all = filter.querySelector("[data-all]");
    const nameOf = (link) => link.dataset.facet.split(":", 1)[0];
    const names = new Set(links.map(nameOf));
    const chosen = new Map(); // one link of each facet
    const shown = results();
    place.append(...shown.parts);

    function narrow() {
      for (const link of links) {
        if (chosen.get(nameOf(link)) === link) link.setAttribute("aria-current", "true");
        else link.removeAttribute("aria-current");
      }
      const none = !chosen.size;
      place.hidden = all.hidden = none;
      rest.forEach((part) => (part.hidden = !none));
      if (none) return shown.clear("");
      const facets = [...given, ...[...chosen.values()].map((link) => link.dataset.facet)];
      return shown.show(async (about) => ({ found: await having(facets, about), marked: [] }), (n) => (n ? WORDS.some(n) : WORDS.nothing));
    }

    function choose() {
      const facets = [...names].map((name) => [name, chosen.get(name)?.dataset.facet.slice(name.length + 1)]);
      remember(Object.fromEntries(facets));
      narrow();
    }

    filter.addEventListener("click", (event) => {
      const link = event.target.closest?.("[data-facet]");
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      if (chosen.get(nameOf(link)) === link) chosen.delete(nameOf(link));
      else chosen.set(nameOf(link), link);
      choose();
    });
    all.addEventListener("click", () => {
      chosen.clear();
      choose();
      links[0].focus(); // the button is gone
    });
    const asked = new URLSearchParams(location.search);
    for (const link of links) if (link.dataset.facet === `${nameOf(link)}:${asked.get(nameOf(link))}`) chosen.set(nameOf(link), link);
    if (chosen.size) narrow();
  }

  /* --- a story at random --- */

  if (document.querySelector("[data-random]")) {
    fresh(async (about) => {
      if (!about.stories) return;
      const [path] = await entry(Math.floor(Math.random() * about.stories), about);
      location.replace(addressOf(path));
    }).catch(() => {}); // the page itself has some
  }
})();
