/* What is ticked in the checklists of onboarding, and how far along its paths that is. It is kept in
   this browser and nowhere else. Without it, the checklists can be read and printed. */
(() => {
  "use strict";
  const _ = (text) => globalThis.reciprocityWords?.[text] ?? text; // assets/words.js, if there is one
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const filled = (text, values) => text.replace(/%\((\w+)\)s/g, (_whole, name) => values[name]);

  const store = (() => {
    try {
      localStorage.setItem("reciprocity", "1");
      localStorage.removeItem("reciprocity");
      return localStorage;
    } catch { /* storage is switched off: ticks last as long as the page */
      return null;
    }
  })();

  /* Ticks are kept by site, page and text, so that they survive a new order. A host may have several sites. */
  const folder = new URL("../", document.currentScript.src).pathname.slice(1);
  const beginningOf = (list) => `reciprocity:${folder}${list.dataset.checks}:`;
  const lists = all("[data-checks]");
  const boxesOf = (list) => all("input[type=checkbox]", list);
  const keyOf = (list, box) => beginningOf(list) + box.nextElementSibling.textContent;
  const each = (then) => lists.forEach((list) => boxesOf(list).forEach((box) => then(box, keyOf(list, box))));
  const read = () => {
    if (store) each((box, key) => { box.checked = store.getItem(key) !== null; });
    show();
  };
  /* With those of texts that have changed since: "clear" means all. */
  const kept = () => Object.keys(store ?? {}).filter((key) => lists.some((list) => key.startsWith(beginningOf(list))));
  const write = (key, on) => {
    try { on ? store?.setItem(key, "1") : store?.removeItem(key); } catch { /* the storage is full */ }
  };

  /* The hub says where the reader is on each path, and what comes next. */
  const panel = document.querySelector("[data-progress]");
  const note = document.querySelector("[data-kept]");
  const clear = document.createElement("button");
  const said = document.createElement("span");
  let cleared = [];
  function show() {
    if (!panel) return;
    const lines = all(".r-path").map(lineOf).filter(Boolean);
    panel.hidden = lines.length === 0;
    panel.querySelector("ul").replaceChildren(...lines);
    if (kept().length) cleared = [];
    clear.textContent = cleared.length ? _("Undo") : _("Clear my ticks");
    clear.hidden = !kept().length && !cleared.length;
  }
  function lineOf(path) {
    let done = 0;
    let total = 0;
    let here = null; // the first list with something left, from the last one with a tick on
    let first = null;
    for (const list of all("[data-checks]", path)) {
      const boxes = boxesOf(list);
      const left = boxes.filter((box) => !box.checked);
      done += boxes.length - left.length;
      total += boxes.length;
      if (left.length < boxes.length) here = null;
      if (left.length) here ??= list;
      first ??= left.length ? list : null;
      list.querySelector("summary").textContent = filled(_("Ticked: %(done)s of %(total)s"), { done: boxes.length - left.length, total: boxes.length });
    }
    here ??= first;
    const next = here && boxesOf(here).find((box) => !box.checked);
    for (const step of all(".r-steps > li", path)) {
      const boxes = boxesOf(step);
      step.classList.toggle("is-done", boxes.length > 0 && boxes.every((box) => box.checked));
      step.removeAttribute("aria-current");
      if (done && step.contains(here)) step.setAttribute("aria-current", "step");
    }
    if (!done) return null;
    const line = document.createElement("li");
    const values = { path: path.querySelector("h2").textContent, done, total };
    if (!next) {
      line.textContent = filled(_("%(path)s: everything is ticked."), values);
      return line;
    }
    const guide = here.closest("[data-guide]").querySelector("a");
    line.append(filled(_("%(path)s: you are at “%(step)s”. Ticked: %(done)s of %(total)s."), { ...values, step: guide.textContent }), " ");
    const link = document.createElement("a");
    link.href = `${guide.getAttribute("href")}#${here.dataset.checks}-checks`;
    link.textContent = filled(_("Next: %(item)s"), { item: next.nextElementSibling.textContent });
    line.append(link);
    return line;
  }

  if (note && !store) note.textContent = _("This browser keeps nothing for this site, so your ticks last until you leave the page. Nothing is sent.");
  if (note && store) {
    clear.type = "button";
    said.className = "r-said";
    said.setAttribute("role", "status");
    note.append(" ", clear, " ", said);
    clear.addEventListener("click", () => {
      if (cleared.length) {
        for (const key of cleared) write(key, true);
        said.textContent = "";
      } else {
        const keys = kept();
        for (const key of keys) write(key, false);
        cleared = keys;
        said.textContent = _("Your ticks are cleared.");
      }
      read();
      clear.focus();
    });
  }

  each((box, key) => box.addEventListener("change", () => {
    write(key, box.checked);
    said.textContent = "";
    show();
  }));
  read();
  /* Come back to with the Back button, or ticked in another window. */
  addEventListener("pageshow", (event) => { if (event.persisted) read(); });
  addEventListener("storage", read);
})();
