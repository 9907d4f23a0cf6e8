"use strict";
// What the slides and the wall share.
const root = document.documentElement;
const [back, on] = root.dir === "rtl" ? ["ArrowRight", "ArrowLeft"] : ["ArrowLeft", "ArrowRight"];
const keyOf = (event) => (event.key.length === 1 ? event.key.toLowerCase() : event.key);
const full = () => (document.fullscreenElement ? document.exitFullscreen() : root.requestFullscreen());

// The buttons are seen while the pointer moves.
let still = 0;
addEventListener("pointermove", () => {
  root.classList.add("pointing");
  clearTimeout(still);
  still = setTimeout(() => root.classList.remove("pointing"), 2500);
});

// What is too long for the screen is shown smaller. A phone scrolls instead.
function fit(slide) {
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
