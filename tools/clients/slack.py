"""Build Slack's own objects of a message, which check its limits. Runs where slack_sdk is installed."""

import json
import sys
from pathlib import Path

from slack_sdk.models.blocks import Block  # type: ignore[import-not-found]  # in its own environment

message = json.loads(Path(sys.argv[1]).read_text("utf-8"))
blocks = Block.parse_all(message["blocks"])
for block in blocks:
    block.validate_json()
texts = [
    t for b in message["blocks"] for t in ([b["text"]] if "text" in b else b.get("elements", []))
]
print(json.dumps({"blocks": len(blocks), "longest": max(len(text["text"]) for text in texts)}))
