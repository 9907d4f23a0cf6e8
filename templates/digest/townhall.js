(() => {
  const slides = [...document.querySelectorAll(".slide")];
  const clock = document.querySelector(".bar .clock");
  const said = document.querySelector(".said");
  const seconds = slides.map((slide) => Number(slide.dataset.seconds));
  const total = Number(slides.at(-1).dataset.until);
  const time = (s) => Math.floor(s / 60) + ":" + String(Math.floor(s % 60)).padStart(2, "0");
  const asked = () => location.hash.match(/^#(\d+)?-?(presenter)?$/) || [];
  const presents = Boolean(asked()[2]) && Boolean(window.opener);
  let other = presents ? window.opener : null;
  let at = -1;
  let began = 0;
  let turned = presents ? 0 : Date.now();

  const press = (name, on) => document.querySelector("[data-do=" + name + "]").setAttribute("aria-pressed", on);

  // The two windows only tell each other which slide is shown, and since when. A page that is opened
  // from a folder has no origin, so each of them knows the other by its window.
  function tell(more) {
    if (other && !other.closed) other.postMessage({ slide: at, began, turned, ...more }, "*");
  }
  addEventListener("message", (event) => {
    const theirs = event.data;
    if (!event.source || event.source === window || !theirs || !slides[theirs.slide]) return;
    if (event.source !== other && (presents || event.source.opener !== window)) return;
    other = event.source;
    if (theirs.hello) {
      began = began || Number(theirs.began) || 0; // a deck that was loaded again has forgotten it
      return tell();
    }
    if (!(theirs.turned >= turned)) return; // sent before the last turn here
    began = Number(theirs.began) || 0;
    turned = theirs.turned;
    if (theirs.slide !== at) draw(theirs.slide);
    tick();
  });

  function draw(to) {
    at = to;
    slides.forEach((slide, number) => {
      slide.classList.toggle("now", number === at);
      slide.classList.toggle("next", presents && number === at + 1);
    });
    history.replaceState(null, "", "#" + (at + 1) + (presents ? "-presenter" : ""));
    window.scrollTo(0, 0);
    place();
    said.textContent = slides[at].getAttribute("aria-label") + said.dataset.colon + slides[at].querySelector("h2").textContent;
    slides[at].nextElementSibling.scrollTop = 0;
  }

  function show(to) {
    if (to !== at) {
      turned = Date.now();
      if (!began && to > 0) began = turned;
      draw(to);
    }
    tick();
    tell();
  }

  // The presenter sees this slide and the next one as small as the window asks for, and the notes beside them.
  function place() {
    if (presents) {
      const wide = Math.min(innerWidth * 0.56, ((innerHeight - 230) * 16) / 9 / 1.6);
      const high = (wide * 9) / 16;
      root.style.setProperty("--now", wide + "px");
      root.style.setProperty("--high", high + "px");
      for (const slide of slides) {
        const shown = slide.classList.contains("now") ? wide : wide * 0.6;
        slide.style.transform = "scale(" + shown / 1280 + ")";
      }
    }
    for (const slide of document.querySelectorAll(".slide.now, .slide.next")) fit(slide);
  }

  function tick() {
    const now = Date.now();
    const gone = began ? (now - began) / 1000 : 0;
    const until = Number(slides[at].dataset.until);
    clock.textContent = at + 1 + "/" + slides.length + "  ·  " + time(gone) + " / " + time(until) + " (" + time(total) + ")";
    clock.classList.toggle("over", gone > until);
    const here = turned ? (now - turned) / 1000 : 0;
    const write = (name, text, over) => {
      const place = document.querySelector("[data-clock=" + name + "]");
      place.textContent = text;
      place.classList.toggle("over", Boolean(over));
    };
    write("day", new Date(now).toLocaleTimeString(root.lang, { hour: "numeric", minute: "2-digit", numberingSystem: "latn" }));
    write("slide", time(here), here > seconds[at]);
    write("slide-of", "/ " + time(seconds[at]));
    write("all", time(gone), gone > until);
    write("all-of", "/ " + time(total));
  }

  const actions = {
    back: () => show(Math.max(0, at - 1)),
    on: () => show(Math.min(slides.length - 1, at + 1)),
    notes: () => { press("notes", root.classList.toggle("noted")); place(); },
    full,
    presenter: () => {
      const address = location.href.replace(/#.*/, "") + "#" + (at + 1) + "-presenter";
      const opened = window.open(address, "presenter", "popup,width=1240,height=800");
      if (opened) other = opened;
      else said.textContent = said.dataset.blocked;
      said.classList.toggle("seen", !opened);
    },
    start: () => { began = turned = Date.now(); show(at); },
    print: () => window.print(),
  };
  if (presents) for (const name of ["notes", "full", "presenter", "print"]) delete actions[name];
  const keys = {
    [on]: "on", ArrowDown: "on", PageDown: "on", " ": "on", Enter: "on",
    [back]: "back", ArrowUp: "back", PageUp: "back", Backspace: "back",
    f: "full", n: "notes", w: "presenter", s: "start", p: "print",
  };

  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("button, a") && (event.key === " " || event.key === "Enter")) return;
    // Notes that are longer than their place are scrolled by the keys that scroll.
    if (event.target.closest(".notes") && /^(Arrow(Up|Down)|Page(Up|Down)|Home|End)$/.test(event.key)) return;
    const action = actions[keys[keyOf(event)]];
    if (event.key === "Home") show(0);
    else if (event.key === "End") show(slides.length - 1);
    else if (action) action();
    else return;
    event.preventDefault();
  });
  addEventListener("click", (event) => {
    const button = event.target.closest("[data-do]");
    if (button && actions[button.dataset.do]) actions[button.dataset.do]();
  });
  let from = null;
  addEventListener("touchstart", (event) => { from = event.changedTouches[0].clientX; }, { passive: true });
  addEventListener("touchend", (event) => {
    const way = event.changedTouches[0].clientX - from;
    if (Math.abs(way) > 60) actions[(way < 0) === (root.dir !== "rtl") ? "on" : "back"]();
  });

  const wanted = () => Math.max(1, Math.min(slides.length, Number(asked()[1]) || 1)) - 1;

  root.classList.add("js");
  root.classList.toggle("presenter", presents);
  for (const notes of document.querySelectorAll(".notes")) notes.tabIndex = 0;
  addEventListener("hashchange", () => show(wanted()));
  addEventListener("resize", place);
  document.fonts.ready.then(place);
  draw(wanted());
  const beat = () => {
    tick();
    if (presents) tell({ hello: true });
  };
  beat();
  setInterval(beat, 1000);
})();
