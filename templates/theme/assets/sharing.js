/* Share this story: a button that copies the sentence and the link. Without it, one click selects both. */
"use strict";
(() => {
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

  for (const text of document.querySelectorAll("[data-share]")) {
    const button = document.createElement("button");
    const said = document.createElement("output");
    button.type = "button";
    button.textContent = "Copy";
    button.addEventListener("click", async () => {
      said.textContent = (await copy(text)) ? "Copied." : "Press the keys for copying now.";
    });
    text.after(button, said);
  }
})();
