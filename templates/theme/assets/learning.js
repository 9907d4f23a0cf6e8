/* What pages for learning do besides being read: words to copy, scenarios to play, tips that
   close. Everything works without it; nothing leaves the browser. */
(() => {
  "use strict";
  const _ = (text) => globalThis.reciprocityWords?.[text] ?? text; // assets/words.js, if there is one
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];

  /* A button copies the text above it. */
  for (const text of all("[data-copy]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "r-copy";
    button.textContent = _("Copy");
    if (text.id) button.setAttribute("aria-describedby", text.id);
    const said = document.createElement("span");
    said.className = "r-said";
    said.setAttribute("role", "status");
    button.addEventListener("click", async () => {
      const words = text.innerText.trim();
      try {
        await navigator.clipboard.writeText(words);
      } catch { /* no clipboard here, as on a page opened from a folder: the old way */
        const range = document.createRange();
        range.selectNodeContents(text);
        const selection = getSelection();
        selection.removeAllRanges();
        selection.addRange(range);
        document.execCommand("copy");
      }
      said.textContent = _("Copied.");
      setTimeout(() => { said.textContent = ""; }, 2500);
    });
    text.after(button, said);
  }

  /* A scenario is played scene by scene; what was seen can be gone back to. */
  for (const play of all("[data-scenario]")) {
    const scenes = all(".r-scene", play);
    const begin = play.querySelector(".r-begin a");
    const bar = document.createElement("p");
    bar.className = "r-played";
    const back = Object.assign(document.createElement("button"), { type: "button", textContent: _("Previous scene") });
    const again = Object.assign(document.createElement("button"), { type: "button", textContent: _("Start again") });
    bar.append(back, " ", again);
    play.append(bar);
    let seen = [];
    const show = (move) => {
      const now = seen.at(-1);
      for (const scene of scenes) {
        scene.hidden = scene.id !== now;
        if (!scene.hidden && move) all("details", scene).forEach((choice) => { choice.open = false; });
      }
      bar.hidden = !now;
      back.hidden = seen.length < 2;
      begin.parentElement.hidden = Boolean(now);
      if (move) {
        const heading = now ? play.querySelector(`#${CSS.escape(now)} h2`) : play.querySelector("h1");
        heading.focus({ preventScroll: true });
        heading.scrollIntoView({ block: "center" });
      }
    };
    play.addEventListener("click", (event) => {
      const link = event.target.closest(".r-go, .r-begin a[href^='#']");
      if (!link) return;
      event.preventDefault();
      seen.push(link.hash.slice(1));
      show(true);
    });
    back.addEventListener("click", () => { seen.pop(); show(true); });
    again.addEventListener("click", () => { seen = []; show(true); });
    const asked = location.hash.slice(1);
    if (scenes.some((scene) => scene.id === asked)) seen = [asked];
    play.classList.add("is-played");
    show(false);
    addEventListener("beforeprint", () => {
      scenes.forEach((scene) => { scene.hidden = false; });
      all("details", play).forEach((choice) => { choice.removeAttribute("name"); choice.open = true; });
    });
    addEventListener("afterprint", () => {
      all("details", play).forEach((choice) => { choice.open = false; });
      show(false);
    });
  }

  /* A finger opens a tip first, and follows its link the second time. */
  addEventListener("click", (event) => {
    const touched = event.target.closest(".r-term");
    for (const term of all(".r-term.is-open")) if (term !== touched) term.classList.remove("is-open");
    if (!touched || event.pointerType !== "touch" || !event.target.closest("a")) return;
    if (!touched.classList.contains("is-open")) event.preventDefault();
    touched.classList.add("is-open");
  });

  /* A tip closes with Escape, and opens again when it is come back to. */
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const term of all(".r-term:is(:hover, :focus-within, .is-open)")) {
      term.classList.remove("is-open");
      term.classList.add("is-closed");
      for (const leave of ["pointerleave", "focusout"]) {
        term.addEventListener(leave, () => term.classList.remove("is-closed"), { once: true });
      }
    }
  });
})();
