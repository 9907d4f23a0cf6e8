// Waits until something else is shown, and loads the page again.
(() => {
  const shown = document.currentScript.dataset.shown;
  let waiting = null;

  const wait = async () => {
    const own = (waiting = new AbortController());
    let pause = 1000;
    try {
      const page = encodeURIComponent(location.pathname);
      const answer = await fetch(`/_serve/next?after=${shown}&page=${page}`, { signal: own.signal });
      if (answer.ok && (await answer.text()) !== shown) {
        location.reload();
        return;
      }
      if (answer.ok) pause = 0;
    } catch {
      if (own.signal.aborted) return;
    }
    setTimeout(() => waiting === own && wait(), pause);
  };

  const look = () => {
    waiting?.abort();
    waiting = null;
    if (document.visibilityState === "visible") wait();
  };

  addEventListener("pageshow", look);
  addEventListener("pagehide", () => waiting?.abort());
  document.addEventListener("visibilitychange", look);
})();
