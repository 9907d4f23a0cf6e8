"""What a reader on a phone waits for: writes docs/explanation/reading-speed.md.

    python -m benchmarks.pages

A phone of 390 by 844 points with a cold cache, a processor slowed down four times, and the
"slow 4G" of Lighthouse: 1.6 Mbit/s, 150 ms there and back. Of three views the middle one counts.
What moves is seen best when everything comes late, so each page is also opened once over the
"slow 3G" of the browser's own tools.
"""

from __future__ import annotations

import statistics
from typing import Any

from benchmarks.chromium import FAMILIES, ROOT, browser, served

VIEWS = 3
SLOW_4G = {"latency": 150, "downloadThroughput": 204_800, "uploadThroughput": 96_000}
SLOW_3G = {"latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
LIMITS = "LCP at most 2.5 s, CLS at most 0.05, 500 KB over the wire, 60 KB of HTML for a story"
_WATCH = """
window.seen = {lcp: 0, cls: 0};
new PerformanceObserver(list => {for (const e of list.getEntries()) seen.lcp = e.startTime})
  .observe({type: "largest-contentful-paint", buffered: true});
new PerformanceObserver(list => {
  for (const e of list.getEntries()) if (!e.hadRecentInput) seen.cls += e.value;
}).observe({type: "layout-shift", buffered: true});
"""
_WEIGH = """[...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]
  .reduce((sum, entry) => sum + entry.transferSize, 0)"""


def main() -> None:
    rows = []
    with served() as (address, folder), browser() as chromium:
        for name, path in FAMILIES.items():
            page = folder / path / ("" if path.endswith(".html") else "index.html")
            if not page.is_file():
                continue
            views = [_view(chromium, address + path, SLOW_4G) for _ in range(VIEWS)]
            _, late, _ = _view(chromium, address + path, SLOW_3G)
            lcp, cls, sent = (statistics.median(part) for part in zip(*views, strict=True))
            raw = page.stat().st_size / 1000
            rows.append(
                f"| {name.replace('-', ' ')} | {lcp / 1000:.1f} s | {cls:.3f} | {late:.3f} | {sent / 1000:.0f} KB | {raw:.0f} KB |"
            )
            print(rows[-1], flush=True)
    lines = "\n".join(rows)
    (ROOT / "docs" / "explanation" / "reading-speed.md").write_text(
        "# What a reader waits for\n\n"
        "The first view of a page of each family of the sample site, with an empty cache, on a phone\n"
        "of 390 by 844 points whose processor is slowed down four times, over 1.6 Mbit/s with 150 ms\n"
        f"there and back. `make reading-speed` writes this page; the middle one of {VIEWS} views counts. The\n"
        "second figure for movement is of one view over 0.4 Mbit/s with 400 ms.\n\n"
        f"What we hold ourselves to: {LIMITS}.\n\n"
        "| page | largest paint (LCP) | movement (CLS) | the same, slower | over the wire | HTML, raw |\n"
        f"|---|--:|--:|--:|--:|--:|\n{lines}\n",
        "utf-8",
    )


def _view(chromium: Any, address: str, network: dict[str, int]) -> tuple[float, float, float]:
    context = chromium.new_context(
        viewport={"width": 390, "height": 844}, device_scale_factor=3, is_mobile=True
    )
    page = context.new_page()
    page.add_init_script(_WATCH)
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", {"offline": False, **network})
    session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    page.goto(address, wait_until="networkidle", timeout=90_000)
    seen, sent = page.evaluate("seen"), page.evaluate(_WEIGH)
    context.close()
    return seen["lcp"], seen["cls"], sent


if __name__ == "__main__":
    main()
