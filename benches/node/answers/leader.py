"""Answers requests, one JSON line each, with what `headroom-ai` (PyPI) keeps of a text without a model.

A request has `text`, `question` and `room` in characters. Prose goes to its extractive compressor, and JSON to its
crusher. The share or number of rows that it keeps is the largest whose result fits; if none fits, the result is cut.
"""

import json
import os
import sys

os.environ.update(HEADROOM_OFFLINE="1", HF_HUB_OFFLINE="1")

from headroom.transforms.smart_crusher import SmartCrusher, SmartCrusherConfig  # noqa: E402
from headroom.transforms.text_crusher import TextCrusher  # noqa: E402

STEPS = 8
prose = TextCrusher()


def of_prose(text, question, share):
    return prose.compress(text, question, share).compressed


def of_json(text, question, share):
    rows = max(1, int(100 * share))
    crusher = SmartCrusher(SmartCrusherConfig(max_items_after_crush=rows))
    return crusher.crush(text, query=question).compressed


def fitting(text, question, room):
    way = of_json if text[:1] in "[{" else of_prose
    low, high, best = 0.0, 1.0, way(text, question, 0.01)[:room]
    for _ in range(STEPS):
        share = (low + high) / 2
        kept = way(text, question, share)
        if len(kept) <= room:
            low, best = share, max(best, kept, key=len)
        else:
            high = share
    return best


for line in sys.stdin:
    print(json.dumps(fitting(**json.loads(line))), flush=True)
