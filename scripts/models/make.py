"""Makes the small models that the tests of headroom_onnx load, and what ONNX Runtime for Python says of them.

    pip install onnx==1.23.2 numpy==2.4.6 tokenizers==0.23.3 onnxruntime==1.32.0
    python scripts/models/make.py

The weights are random with a fixed seed: the models have the form of MiniLM, LLMLingua-2 and ModernBERT classifiers, and
know nothing. Versions of onnx may write other bytes for the same model.
"""

import json
import os

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

HERE = os.path.dirname(os.path.abspath(__file__))
FOLDER = os.path.join(HERE, "..", "..", "crates", "headroom_onnx", "tests", "models")
WIDTH = 32
OVERLAP = 64
LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"
WORDS = """the of and to in is that for it with as was on be at by this have from or had not are but what all were when
we there can an your which their said if will each about how up out them then she many some so these would other into
has more her two like him see time could no make than first been its who now people my made over did down only way find
use may water long little very after words called just where most know""".split()


def tokenizer():
    vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", *LETTERS, *("##" + letter for letter in LETTERS), *".,:;!?-'()/", *WORDS]
    ids = {piece: at for at, piece in enumerate(dict.fromkeys(vocabulary))}
    made = Tokenizer(models.WordPiece(ids, unk_token="[UNK]"))
    made.normalizer = normalizers.BertNormalizer(lowercase=True)
    made.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    made.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", ids["[CLS]"]), ("[SEP]", ids["[SEP]"])]
    )
    return made, len(ids)


def weights(random, name, *shape):
    values = random.normal(0, 1, shape).astype(np.float32) / np.float32(np.sqrt(shape[-1]) if len(shape) > 1 else 1)
    return numpy_helper.from_array(values, name)


def model(head, vocabulary, seed, output_type=TensorProto.FLOAT, extra_input=None):
    """An embedding, one layer of attention, and a head."""
    random = np.random.default_rng(seed)
    embedding = numpy_helper.from_array(random.normal(0, 1, (vocabulary, WIDTH)).astype(np.float32), "embedding")
    constants = [
        embedding,
        weights(random, "query", WIDTH, WIDTH),
        numpy_helper.from_array(np.float32(1.0), "one"),
        numpy_helper.from_array(np.float32(-1e4), "far"),
        numpy_helper.from_array(np.float32(1 / np.sqrt(WIDTH)), "scale"),
        numpy_helper.from_array(np.array([1], dtype=np.int64), "axis"),
        numpy_helper.from_array(np.array([2], dtype=np.int64), "last"),
        numpy_helper.from_array(np.float32(np.nan), "not_a_number"),
        weights(random, "two", WIDTH, 2),
        weights(random, "single", WIDTH, 1),
        weights(random, "three", WIDTH, 3),
    ]
    node = helper.make_node
    nodes = [
        node("Gather", ["embedding", "input_ids"], ["x"]),
        node("MatMul", ["x", "query"], ["q"]),
        node("Transpose", ["x"], ["k"], perm=[0, 2, 1]),
        node("MatMul", ["q", "k"], ["raw"]),
        node("Mul", ["raw", "scale"], ["scaled"]),
        node("Cast", ["attention_mask"], ["mask"], to=TensorProto.FLOAT),
        node("Sub", ["one", "mask"], ["hidden"]),
        node("Mul", ["hidden", "far"], ["bias"]),
        node("Unsqueeze", ["bias", "axis"], ["wide"]),
        node("Add", ["scaled", "wide"], ["masked"]),
        node("Softmax", ["masked"], ["attention"], axis=-1),
        node("MatMul", ["attention", "x"], ["mixed"]),
        node("Add", ["mixed", "x"], ["layer"]),
    ]
    heads = {
        "last_hidden_state": [node("Identity", ["layer"], ["last_hidden_state"])],
        "logits": [node("MatMul", ["layer", "two"], ["logits"])],
        "final_scores": [
            node("MatMul", ["layer", "single"], ["logit"]),
            node("Sigmoid", ["logit"], ["score"]),
            node("Squeeze", ["score", "last"], ["final_scores"]),
        ],
        "nan": [node("MatMul", ["layer", "two"], ["good"]), node("Mul", ["good", "not_a_number"], ["nan"])],
        "three": [node("MatMul", ["layer", "three"], ["labels"])],
        "whole": [node("Cast", ["layer"], ["whole"], to=TensorProto.INT64)],
    }
    output = "labels" if head == "three" else head
    nodes += heads[head]
    used = {name for each in nodes for name in each.input}
    names = ["input_ids", "attention_mask", "token_type_ids"] + ([extra_input] if extra_input else [])
    inputs = [helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "length"]) for name in names]
    rank = 2 if head == "final_scores" else 3
    outputs = [helper.make_tensor_value_info(output, output_type, ["batch", "length", None][:rank])]
    graph = helper.make_graph(nodes, "test", inputs, outputs, [each for each in constants if each.name in used])
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
    onnx.checker.check_model(made)
    return made


def write(name, made, own):
    folder = os.path.join(FOLDER, name)
    os.makedirs(folder, exist_ok=True)
    onnx.save(made, os.path.join(folder, "model.onnx"))
    own.save(os.path.join(folder, "tokenizer.json"), pretty=False)
    return onnxruntime.InferenceSession(made.SerializeToString(), providers=["CPUExecutionProvider"])


def run(session, ids):
    ids = np.array([ids], dtype=np.int64)
    feeds = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
    return session.run(None, feeds)[0][0]


def vector(session, own, text):
    mean = run(session, own.encode(text).ids).mean(axis=0)
    return mean / np.linalg.norm(mean)


def keep_scores(session, own, text, size=512):
    """The score of each word: the mean over its tokens, each from the window in whose middle it is."""
    encoding = own.encode(text, add_special_tokens=False)
    cls, sep = own.token_to_id("[CLS]"), own.token_to_id("[SEP]")
    room = size - 2
    scores = []
    start = 0
    while len(scores) < len(encoding.ids):
        end = min(start + room, len(encoding.ids))
        until = end if end == len(encoding.ids) else end - OVERLAP // 2
        values = run(session, [cls, *encoding.ids[start:end], sep])[1:-1]
        if values.ndim == 2:
            values = 1 / (1 + np.exp(values[:, 0] - values[:, 1]))
        scores += list(values[len(scores) - start : until - start])
        start += room - OVERLAP
    words, at = [], 0
    for word in text.split():
        at = text.index(word, at)
        own_scores = [score for score, (a, b) in zip(scores, encoding.offsets) if a < at + len(word) and b > at]
        words.append(float(np.mean(own_scores)))
        at += len(word)
    return words


def main():
    own, size = tokenizer()
    encoder = write("encoder", model("last_hidden_state", size, 1), own)
    classifiers = {
        "classifier": write("classifier", model("logits", size, 2), own),
        "scores": write("scores", model("final_scores", size, 3), own),
    }
    write("bad-nan", model("nan", size, 4), own)
    write("bad-classes", model("three", size, 5), own)
    write("bad-type", model("whole", size, 6, TensorProto.INT64), own)
    write("bad-vocabulary", model("logits", 8, 7), own)
    random = np.random.default_rng(8)
    short = "The proxy keeps what was said, and it can find all of it when people call."
    long = " ".join(str(word) for word in random.choice(WORDS, 1700))
    texts = [short, "water", "", "Where is the water?"]
    expected = {
        "vectors": [{"text": text, "vector": [round(float(v), 7) for v in vector(encoder, own, text)]} for text in texts],
        "scores": [
            {"model": name, "text": text, "scores": [round(score, 6) for score in keep_scores(session, own, text)]}
            for name, session in classifiers.items()
            for text in (short, long)
        ],
    }
    with open(os.path.join(FOLDER, "expected.json"), "w", encoding="utf-8") as file:
        json.dump(expected, file)
        file.write("\n")


main()
