"use strict";
(() => {
  const files = JSON.parse(document.getElementById("files").textContent);
  const said = document.querySelector(".said");
  const types = { html: "text/html", eml: "message/rfc822", json: "application/json", md: "text/markdown", txt: "text/plain" };

  const say = (text, name) => { said.textContent = text.replace("{name}", () => name); };

  // What a browser offered before it had a clipboard: select something, then copy the selection.
  function select(content, rich) {
    const box = document.createElement("div");
    if (rich) box.append(...new DOMParser().parseFromString(content, "text/html").body.childNodes);
    else { box.style.whiteSpace = "pre-wrap"; box.textContent = content; }
    document.body.append(box);
    const range = document.createRange();
    range.selectNodeContents(box);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    const done = document.execCommand("copy");
    getSelection().removeAllRanges();
    box.remove();
    return done;
  }

  async function copy(path, plain) {
    const text = files[path];
    try {
      if (plain) {
        const blob = (type, content) => new Blob([content], { type });
        await navigator.clipboard.write([
          new ClipboardItem({ "text/html": blob("text/html", text), "text/plain": blob("text/plain", files[plain]) }),
        ]);
      } else {
        await navigator.clipboard.writeText(text);
      }
      return true;
    } catch {
      return select(text, Boolean(plain));
    }
  }

  addEventListener("click", async (event) => {
    const button = event.target.closest("button, [data-get]");
    if (!button) return;
    if (button.dataset.copy) {
      const done = await copy(button.dataset.copy, button.dataset.rich);
      if (!done) say(said.dataset.uncopied);
      else say(button.dataset.rich ? said.dataset.formatted : said.dataset.copied, button.dataset.copy);
    } else if (button.dataset.get) {
      event.preventDefault();
      const path = button.dataset.get;
      const type = types[path.split(".").pop()] + ";charset=utf-8";
      const address = URL.createObjectURL(new Blob([files[path]], { type }));
      Object.assign(document.createElement("a"), { href: address, download: path }).click();
      setTimeout(() => URL.revokeObjectURL(address), 10000);
      say(said.dataset.saved, path);
    } else if (button.dataset.width) {
      for (const other of document.querySelectorAll("[data-width]")) other.setAttribute("aria-pressed", other === button);
      document.querySelector("#mail iframe").classList.toggle("phone", button.dataset.width === "320");
    }
  });
})();
