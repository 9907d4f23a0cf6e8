/* Whom to ask: a field that leaves the people whose topics, name or team have all its words. */

(() => {
  "use strict";

  const _ = (text) => globalThis.reciprocityWords?.[text] ?? text; // assets/words.js, if there is one
  const SOME = _("Results: %(number)s");
  const NOBODY = _("Nobody has offered this yet. Try another word.");

  const fold = (text) => text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");

  /* Open what a link leads to, where the browser does not do so by itself. */
  function show() {
    const place = document.getElementById(location.hash.slice(1));
    const folds = [];
    for (let at = place?.closest("details"); at; at = at.parentElement.closest("details")) folds.push(at);
    if (!folds.length) return;
    folds.forEach((each) => (each.open = true));
    folds[0].scrollIntoView({ block: "start" });
  }
  addEventListener("hashchange", show);
  show();

  const form = document.querySelector("[data-seek]");
  if (!form) return;
  const input = form.querySelector("input");
  const said = form.querySelector("output");
  const groups = [...document.querySelectorAll("[data-group]")].map((part) => ({
    part,
    fold: part.querySelector(":scope > details"),
    people: [...part.querySelectorAll("li")].map((item) => ({
      item,
      text: fold(`${item.querySelector("summary").textContent} ${part.querySelector("h2").textContent}`),
    })),
  }));
  const sought = [...document.querySelectorAll("[data-sought]")];

  function seek() {
    const words = fold(input.value).split(/\s+/).filter(Boolean);
    let found = 0;
    for (const { part, fold: team, people } of groups) {
      let here = 0;
      for (const { item, text } of people) {
        item.hidden = !words.every((word) => text.includes(word));
        here += !item.hidden;
      }
      part.hidden = !here;
      if (team) team.open = words.length > 0;
      found += here;
    }
    sought.forEach((part) => (part.hidden = words.length > 0));
    said.textContent = words.length ? (found ? SOME.replace("%(number)s", found) : NOBODY) : "";
  }

  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  input.addEventListener("input", seek);
  if (input.value) seek(); // what the browser has kept
})();
