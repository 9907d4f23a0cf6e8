/* Composes a wish about one's own name. Nothing is sent: the text is mailed, copied or opened by whoever
   wrote it, and nothing is kept. `generator/intake/wish.py` reads what this writes. */
(() => {
"use strict";

const INVISIBLE = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]+/g;

/** The text of a wish. Answers without a value are left out. */
function wishText(answers) {
  return answers
    .map(([key, value]) => [key, value.replace(INVISIBLE, " ").trim()])
    .filter(([, value]) => value)
    .map(([key, value]) => `${key}: ${value}\n`)
    .join("");
}

/** An address with a text in it: lines end as mails and forms write them. */
function withText(address, text) {
  return address.replace("{text}", () => encodeURIComponent(text.replaceAll("\n", "\r\n")));
}

function start(form) {
  const name = document.getElementById("wish-name");
  const shown = document.getElementById("wish-text");
  const status = document.getElementById("wish-status");

  function text() {
    return wishText([...form.querySelectorAll("[data-key]")].map((each) => [each.dataset.key, each.value]));
  }

  const ways = {
    mail(button) {
      location.assign(withText(button.dataset.address, text()));
    },
    open(button) {
      window.open(withText(button.dataset.address, text()), "_blank", "noopener");
    },
    async copy() {
      try {
        await navigator.clipboard.writeText(text());
        status.textContent = form.dataset.copied;
      } catch {
        shown.focus();
        status.textContent = form.dataset.uncopied;
      }
    },
  };

  form.addEventListener("input", () => {
    shown.textContent = text();
    name.removeAttribute("aria-invalid");
    status.textContent = "";
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  for (const button of form.querySelectorAll("[data-way]"))
    button.addEventListener("click", () => {
      if (name.value.trim()) {
        ways[button.dataset.way](button);
      } else {
        name.setAttribute("aria-invalid", "true");
        name.focus();
        status.textContent = form.dataset.nameless;
      }
    });
  shown.textContent = text();
  form.hidden = false;
}

if (typeof document === "undefined") module.exports = { wishText, withText };
else if (document.getElementById("wish")) start(document.getElementById("wish"));
})();
