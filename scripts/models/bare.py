#!/usr/bin/env python3
"""The throughput of a bare session of ONNX Runtime, as JSON: what `benches/node/models.bench.mjs` is compared with.

    python3 scripts/models/bare.py FOLDER TEXTS.json BATCH

Texts are tokenized, sorted by length and padded before the clock starts, so that only the model is timed: by the time of the processor,
because other programs may run. The vectors are the means of the tokens, of length 1. A model in int8 computes its
scales over a whole batch, so only vectors of the same batches can be compared.
"""

import json
import sys
import time

import numpy as np
import onnxruntime as ort
from tokenizers import Tokenizer

ROUNDS = 5
folder, texts, size = sys.argv[1], json.load(open(sys.argv[2], encoding="utf-8")), int(sys.argv[3])

tokenizer = Tokenizer.from_file(f"{folder}/tokenizer.json")
tokenizer.no_padding()
tokenizer.enable_truncation(512)
options = ort.SessionOptions()
options.intra_op_num_threads = 1
started = time.perf_counter()
session = ort.InferenceSession(f"{folder}/model.onnx", options, providers=["CPUExecutionProvider"])
load = time.perf_counter() - started
names = [own.name for own in session.get_inputs()]

all_ids = [tokenizer.encode(text).ids for text in texts]
order = sorted(range(len(texts)), key=lambda at: len(all_ids[at]))
all_ids = [all_ids[at] for at in order]
batches = []
for start in range(0, len(all_ids), size):
    rows = all_ids[start : start + size]
    length = max(map(len, rows))
    ids = np.zeros((len(rows), length), dtype=np.int64)
    mask = np.zeros_like(ids)
    for at, row in enumerate(rows):
        ids[at, : len(row)] = row
        mask[at, : len(row)] = 1
    inputs = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
    batches.append({name: inputs[name] for name in names})

vectors = [None] * len(texts)
for start, batch in enumerate(batches):
    hidden, mask = session.run(None, batch)[0], batch["attention_mask"][..., None]
    means = (hidden * mask).sum(axis=1) / mask.sum(axis=1)
    for at, mean in zip(order[start * size :], means):
        vectors[at] = [round(float(own), 7) for own in mean / np.linalg.norm(mean)]

times = []
for _ in range(ROUNDS):
    started = time.process_time()
    for batch in batches:
        session.run(None, batch)
    times.append(time.process_time() - started)
print(json.dumps({"load": load, "seconds": min(times), "tokens": sum(map(len, all_ids)), "vectors": vectors}))
