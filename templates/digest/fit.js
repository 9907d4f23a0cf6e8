"use strict";
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
