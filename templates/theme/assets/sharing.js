/* Share this story: a button that copies the sentence and the link. Without it, one click selects both.
   A story of one line has another, which prints it as a card. */
"use strict";
(() => {
  const _ = (text) => globalThis.reciprocityWords?.[text] ?? text; // assets/words.js, if there is one
  const select = (text) => {
    getSelection().selectAllChildren(text);
    return document.execCommand("copy");
  };

  const copy = async (text) => {
    try {
      await navigator.clipboard.writeText(text.textContent.replace(/\s+/g, " ").trim());
      return true;
    } catch {
      return select(text);
    }
  };

  /* Letters open in a mail program; who has none copies their text. */
  for (const link of document.querySelectorAll("[data-letter]")) {
    const button = document.createElement("button");
    const said = document.createElement("output");
    button.type = "button";
    button.textContent = _("Copy");
    button.setAttribute("aria-label", `${_("Copy")}: ${link.textContent}`);
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(link.dataset.letter);
        said.textContent = _("Copied.");
      } catch {
        location.assign(link.href);
      }
    });
    link.after(" ", button, said);
  }

  for (const text of document.querySelectorAll("[data-share]")) {
    const button = document.createElement("button");
    const said = document.createElement("output");
    button.type = "button";
    button.textContent = _("Copy");
    button.addEventListener("click", async () => {
      said.textContent = (await copy(text)) ? _("Copied.") : _("The text is selected. Please copy it yourself.");
    });
    text.after(button, said);
    if (document.querySelector(".r-poster")) {
      const card = document.createElement("button");
      card.type = "button";
      card.textContent = _("Print a card");
      card.addEventListener("click", () => print());
      button.after(card);
    }
  }
})();
