(() => {
  const store = document.getElementById("texts");
  const stage = document.querySelector(".stage");
  const texts = store ? [...store.content.children] : [];
  const pause = document.querySelector("[data-do=pause]");
  let at = texts.length ? Math.floor(Date.now() / 60000) % texts.length : 0;
  let next = 0;
  let paused = false;
  let over = false;

  const today = () => {
    const now = new Date();
    const two = (number) => String(number).padStart(2, "0");
    return now.getFullYear() + "-" + two(now.getMonth() + 1) + "-" + two(now.getDate());
  };

  // After its last day, or if the clock cannot be right, nothing that could have been taken back is left.
  function stop(early) {
    over = true;
    clearTimeout(next);
    if (store) store.remove();
    texts.length = 0;
    stage.replaceChildren();
    document.querySelector(".bar").remove();
    document.querySelector(early ? ".early" : ".late").hidden = false;
    root.classList.add("over");
  }

  function check() {
    if (over) return true;
    const early = today() < root.dataset.first;
    if (early || today() > root.dataset.last) stop(early);
    return over;
  }

  function show() {
    if (check() || !texts.length) return;
    const text = texts[at].cloneNode(true);
    root.classList.toggle("quoted", text.classList.contains("quote"));
    stage.replaceChildren(text);
    fit(stage);
    clearTimeout(next);
    // Time to come by, to read it at leisure, and to read it again.
    if (!paused) next = setTimeout(() => turn(1), 8000 + 80 * text.textContent.length);
  }

  function turn(by) {
    if (!texts.length) return;
    at = (at + by + texts.length) % texts.length;
    show();
  }

  const actions = {
    back: () => turn(-1),
    on: () => turn(1),
    pause: () => { paused = !paused; pause.setAttribute("aria-pressed", paused); show(); },
    full,
  };
  const keys = { [on]: "on", [back]: "back", " ": "pause", f: "full" };
  addEventListener("keydown", (event) => {
    if (over || event.ctrlKey || event.metaKey || event.altKey || event.target.closest("button")) return;
    const action = actions[keys[keyOf(event)]];
    if (!action) return;
    action();
    event.preventDefault();
  });
  addEventListener("click", (event) => {
    const button = event.target.closest("[data-do]");
    if (button) actions[button.dataset.do]();
  });
  addEventListener("resize", () => { if (stage.firstElementChild) fit(stage); });
  document.fonts.ready.then(() => { if (stage.firstElementChild) fit(stage); });
  // A screen that is on must not go to sleep; where that is refused, its own settings decide.
  if (navigator.wakeLock) navigator.wakeLock.request("screen").catch(() => {});

  root.classList.add("js");
  show();
  setInterval(check, 10000);
})();
