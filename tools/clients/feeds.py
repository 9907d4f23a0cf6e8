"""Read feeds as programs for feeds do. Runs where feedparser is installed."""

import json
import sys

import feedparser  # type: ignore[import-not-found]  # in its own environment

found = []
for path in sys.argv[1:]:
    read = feedparser.parse(path)
    found.append({"entries": len(read.entries), "wrong": str(read.get("bozo_exception", ""))})
print(json.dumps(found))
