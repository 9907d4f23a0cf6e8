/* Finding things: search, lists that narrow, a story at random. Everything here works from a
   folder too, where nothing can be fetched: the data comes as scripts that call `take`, and only
   when somebody looks for something. generator/search.py writes them, and folds words as we do. */

(() => {
  "use strict";

  const WORDS = {
    search: "Search",
    label: "Stories, people, themes and pages",
    close: "Close",
    more: "Show more",
    short: "Two letters are enough to begin.",
    none: (query) => `Nothing is told of “${query}” yet.`,
    some: (count) => (count === 1 ? "One found." : `${count} found.`),
    failed: "The search could not be loaded. The archive can be browsed without it.",
    narrow: "Narrow this list",
    all: "All",
    kind: "Kind",
    theme: "Theme",
    team: "Team",
    year: "Year",
    nothing: "No story is all of this. Loosen one of them.",
  };
  const AT_ONCE = 10;
  const WEIGHTS = [8, 5, 3, 1];
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

  function termsOf(query) {
    const found = new Set();
    for (const run of fold(query).match(/[\p{L}\p{N}]+/gu) ?? []) {
      for (const piece of run.split(UNSPACED)) {
        const letters = [...piece];
        if (!UNSPACED.test(piece)) {
          if (letters.length > 1) found.add(letters.slice(0, 32).join(""));
        } else if (letters.length === 1) found.add(piece);
        else letters.slice(1).forEach((letter, at) => found.add(letters[at] + letter));
      }
    }
    return [...found];
  }

  function shardOf(term, about) {
    let key = 0;
    for (const letter of [...term].slice(0, 2)) key = (key * 31 + letter.codePointAt(0)) % 65521;
    return load(`t${key % about.shards}`);
  }

  function* numbers(steps) {
    let number = 0;
    for (const step of steps.split(",")) yield (number += Number(step));
  }

  /* Entries with a word, or with words that begin so, and how well they fit. */
  async function fits(term, about) {
    const best = new Map();
    let common = false;
    for (const [word, ...fields] of await shardOf(term, about)) {
      if (!word.startsWith(term)) continue;
      fields.forEach((steps, at) => {
        if (steps === "*") common ||= word === term;
        else if (steps) {
          const weight = WEIGHTS[at] * (word === term ? 2 : 1);
          for (const number of numbers(steps)) {
            if ((best.get(number) ?? 0) < weight) best.set(number, weight);
          }
        }
      });
    }
    return { best, common };
  }

  /* The numbers of what has all the words, or else most of them: the best first, and of what fits as
     well the stories, which have the smaller numbers. */
  async function search(query, about) {
    const terms = termsOf(query);
    const [all, called] = await Promise.all([
      Promise.all(terms.map((term) => fits(term, about))),
      having([`=${terms.join(" ")}`], about), // a theme by its name comes before its stories
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
    for (const { best, common } of all) {
      if (common) for (const [number, score] of scores) if (!best.has(number)) score[0] += 1;
    }
    for (const number of called) if (scores.has(number)) scores.get(number)[1] += WEIGHTS[0];
    let most = 0;
    for (const [words] of scores.values()) most = Math.max(most, words);
    return [...scores]
      .filter(([, [words]]) => words === most)
      .sort(([a, [, left]], [b, [, right]]) => right - left || a - b)
      .map(([number]) => number);
  }

  /* The numbers of the stories that are all of some things (`kind:help`), newest first. */
  async function having(facets, about) {
    const lists = await Promise.all(
      facets.map(async (facet) => {
        const row = (await shardOf(facet, about)).find(([term]) => term === facet);
        return new Set(row ? numbers(row[1]) : []);
      }),
    );
    const [first, ...others] = lists.sort((a, b) => a.size - b.size);
    return [...first].filter((number) => others.every((list) => list.has(number)));
  }

  async function entry(number, about) {
    return (await load(`d${Math.floor(number / about.block)}`))[number % about.block];
  }

  const addressOf = (path) => new URL(path + (inFolder ? "index.html" : ""), home).href;

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
    return new Intl.DateTimeFormat(about.language, { dateStyle: "long", timeZone: "UTC" }).format(new Date(date));
  }

  function hit([path, title, kicker, people, themes, text, date, lang], about) {
    const tongue = lang ? { lang, dir: "auto" } : {};
    const lines = [];
    const above = [kicker, date && when(date, about)].filter(Boolean).join(" · ");
    if (above) lines.push(element("p", { class: "r-kicker" }, above));
    lines.push(element("a", { class: "r-hit-title", href: addressOf(path), ...tongue }, title));
    if (people) lines.push(element("p", { class: "r-hit-who" }, element("bdi", {}, people)));
    if (text) lines.push(element("p", { class: "r-hit-text", ...tongue }, text));
    if (themes) lines.push(element("p", { class: "r-hit-themes" }, themes));
    return element("li", { class: "r-hit" }, ...lines);
  }

  /* A list that grows by ten at a time. */
  function results() {
    const said = element("p", { class: "r-said", role: "status" });
    const list = element("ol", { class: "r-hits" });
    const more = element("button", { type: "button", class: "r-more-hits", hidden: "" }, WORDS.more);
    let found = [];
    let turn = 0;

    async function grow(about, mine) {
      const start = list.children.length;
      const next = found.slice(start, start + AT_ONCE);
      const made = (await Promise.all(next.map((number) => entry(number, about)))).map((each) => hit(each, about));
      if (mine !== turn) return undefined; // something else was asked since
      list.append(...made);
      more.hidden = list.children.length >= found.length;
      return made[0];
    }

    more.addEventListener("click", async () => {
      const first = await fresh((about) => grow(about, turn)).catch(() => undefined);
      first?.querySelector("a").focus();
    });

    return {
      parts: [said, list, more],
      list,
      /* Ask for numbers and show their entries; `words` says what to say of them. */
      async show(ask, words) {
        const mine = ++turn;
        try {
          await fresh(async (about) => {
            const numbersFound = await ask(about);
            if (mine !== turn) return;
            found = numbersFound;
            const before = [...list.children];
            await Promise.all(found.slice(0, AT_ONCE).map((number) => entry(number, about)));
            if (mine !== turn) return;
            before.forEach((item) => item.remove());
            await grow(about, mine);
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
        more.hidden = true;
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

  /* --- lists that narrow --- */

  const bar = document.querySelector("[data-narrow]");
  if (bar) {
    const given = bar.dataset.narrow;
    const asked = new URLSearchParams(location.search);
    const rest = [...document.querySelectorAll("[data-narrowed]")];
    const shown = results();
    const choices = [];

    async function fill(about) {
      for (const [name, values] of about.facets) {
        if (given.startsWith(`${name}:`) || values.length < 2) continue;
        const id = `r-narrow-${name}`;
        const select = element("select", { id, name }, element("option", { value: "" }, WORDS.all));
        for (const [slug, title] of values) select.append(element("option", { value: slug }, title));
        select.value = values.some(([slug]) => slug === asked.get(name)) ? asked.get(name) : "";
        select.addEventListener("change", narrow);
        choices.push(select);
        bar.append(element("span", { class: "r-narrow-choice" }, element("label", { for: id }, WORDS[name]), select));
      }
      bar.after(...shown.parts);
    }

    function narrow() {
      const chosen = choices.filter((select) => select.value);
      remember(Object.fromEntries(choices.map((select) => [select.name, select.value])));
      rest.forEach((part) => (part.hidden = chosen.length > 0));
      if (!chosen.length) return shown.clear("");
      const facets = chosen.map((select) => `${select.name}:${select.value}`);
      if (given) facets.push(given);
      return shown.show((about) => having(facets, about), (n) => (n ? WORDS.some(n) : WORDS.nothing));
    }

    const button = element("button", { type: "button", class: "r-narrow-open" }, WORDS.narrow);
    const open = async () => {
      button.disabled = true;
      try {
        await fresh(fill);
        button.remove();
        choices[0]?.focus();
        narrow();
      } catch {
        shown.clear(WORDS.failed);
        bar.after(...shown.parts);
      }
    };
    button.addEventListener("click", open);
    bar.append(button);
    if (["kind", "theme", "team", "year"].some((name) => asked.has(name))) open();
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
