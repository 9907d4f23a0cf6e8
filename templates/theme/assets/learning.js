/* What onboarding pages do besides being read: ticks that stay, words to copy, scenarios to play,
   tips that close. Everything works without it; nothing leaves the browser. */
(() => {
  "use strict";
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];

  /* Ticks are kept in this browser, by page and text, so that they survive a new order. */
  const store = {
    get(key) { try { return localStorage.getItem(key); } catch { return null; } },
    set(key, on) {
      try { on ? localStorage.setItem(key, "1") : localStorage.removeItem(key); } catch { /* private window */ }
    },
  };
  for (const list of all("[data-checks]")) {
    for (const box of all("input[type=checkbox]", list)) {
      const key = `reciprocity:${list.dataset.checks}:${box.nextElementSibling.textContent}`;
      box.checked = store.get(key) !== null;
      box.addEventListener("change", () => store.set(key, box.checked));
    }
  }

  /* A button copies the text above it. */
  for (const text of all("[data-copy]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "r-copy";
    button.textContent = "Copy";
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
      said.textContent = "Copied";
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
    const back = Object.assign(document.createElement("button"), { type: "button", textContent: "One scene back" });
    const again = Object.assign(document.createElement("button"), { type: "button", textContent: "From the start" });
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
