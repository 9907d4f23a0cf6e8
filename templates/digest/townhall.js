"use strict";
(() => {
  const root = document.documentElement;
  const slides = [...document.querySelectorAll(".slide")];
  const clock = document.querySelector(".bar output");
  const seconds = slides.map((slide) => Number(slide.dataset.seconds));
  const time = (s) => Math.floor(s / 60) + ":" + String(Math.floor(s % 60)).padStart(2, "0");
  let at = 0;
  let began = 0;
  let hall = 0;

  const press = (name, on) => document.querySelector("[data-do=" + name + "]").setAttribute("aria-pressed", on);

  function show(to) {
    at = (to + slides.length) % slides.length;
    slides.forEach((slide, number) => slide.classList.toggle("now", number === at));
    history.replaceState(null, "", "#" + (at + 1) + (hall ? "-hallway" : ""));
    if (!began && at > 0) began = Date.now();
    window.scrollTo(0, 0);
    fit();
    tick();
    if (hall) wait();
  }

  // What is too long for the screen is shown smaller. A phone scrolls instead.
  function fit() {
    const slide = slides[at];
    const inner = slide.firstElementChild;
    const style = getComputedStyle(slide);
    const room = slide.clientHeight - parseFloat(style.paddingTop) - parseFloat(style.paddingBottom);
    const least = style.overflowY === "auto" ? 1 : 0.4;
    for (let size = 1; size >= least; size -= 0.04) {
      inner.style.inlineSize = 100 / size + "%";
      inner.style.transform = size < 1 ? "scale(" + size + ")" : "none";
      if (inner.offsetHeight * size <= room) break;
    }
  }

  function tick() {
    const gone = began ? (Date.now() - began) / 1000 : 0;
    const until = Number(slides[at].dataset.until);
    clock.textContent = (at + 1) + "/" + slides.length + "  ·  " + time(gone) + " / " + time(until) + " (" + time(Number(slides.at(-1).dataset.until)) + ")";
    clock.classList.toggle("over", gone > until);
  }

  function wait() {
    clearTimeout(hall);
    hall = setTimeout(() => show(at + 1), Math.max(8, seconds[at] / 2) * 1000);
  }

  const actions = {
    back: () => show(Math.max(0, at - 1)),
    on: () => show(Math.min(slides.length - 1, at + 1)),
    notes: () => { press("notes", root.classList.toggle("noted")); fit(); },
    full: () => (document.fullscreenElement ? document.exitFullscreen() : root.requestFullscreen()),
    hallway: () => {
      if (hall) { clearTimeout(hall); hall = 0; } else { hall = 1; }
      press("hallway", Boolean(hall));
      show(at);
    },
    print: () => window.print(),
  };
  const back = root.dir === "rtl" ? "ArrowRight" : "ArrowLeft";
  const on = root.dir === "rtl" ? "ArrowLeft" : "ArrowRight";
  const keys = {
    [on]: "on", ArrowDown: "on", PageDown: "on", " ": "on", Enter: "on",
    [back]: "back", ArrowUp: "back", PageUp: "back", Backspace: "back",
    f: "full", n: "notes", h: "hallway", p: "print",
  };

  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("button, a") && (event.key === " " || event.key === "Enter")) return;
    if (event.key === "Home") show(0);
    else if (event.key === "End") show(slides.length - 1);
    else if (keys[event.key]) actions[keys[event.key]]();
    else return;
    event.preventDefault();
  });
  addEventListener("click", (event) => {
    const button = event.target.closest("[data-do]");
    if (button) actions[button.dataset.do]();
  });
  let still = 0;
  addEventListener("pointermove", () => {
    root.classList.add("pointing");
    clearTimeout(still);
    still = setTimeout(() => root.classList.remove("pointing"), 2500);
  });
  let from = null;
  addEventListener("touchstart", (event) => { from = event.changedTouches[0].clientX; }, { passive: true });
  addEventListener("touchend", (event) => {
    const way = event.changedTouches[0].clientX - from;
    if (Math.abs(way) > 60) actions[(way < 0) === (root.dir !== "rtl") ? "on" : "back"]();
  });

  function follow() {
    const asked = location.hash.match(/^#(\d+)?-?(hallway)?$/) || [];
    if (asked[2] && !hall) { hall = 1; press("hallway", true); }
    show(Math.min(slides.length, Number(asked[1]) || 1) - 1);
  }

  root.classList.add("js");
  addEventListener("hashchange", follow);
  addEventListener("resize", fit);
  follow();
  setInterval(tick, 1000);
})();
