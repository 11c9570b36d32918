#!/usr/bin/env python3
"""Makes twenty images in a folder: ten pages of Chromium, five plots, five scenes that look like photos.

The words of each page stand beside its image, in a file of the same name that ends in `.txt`.

    python3 scripts/images/make.py FOLDER

It needs `chromium`, and Pillow, NumPy and Matplotlib. Seeds are fixed, so the texts are the same each time.
"""

import os
import random
import re
import subprocess
import sys

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np
from PIL import Image, ImageFilter

FOLDER = sys.argv[1]
WORDS = (
    "request response cache prefix token model server client error retry queue worker thread memory store index "
    "query result table column row session history message budget limit policy option default value value path file"
).split()
RANDOM = random.Random(7)


def sentence(count=12):
    words = [RANDOM.choice(WORDS) for _ in range(count)]
    return " ".join(words).capitalize() + "."


def paragraphs(count):
    return "".join("<p>" + " ".join(sentence() for _ in range(4)) + "</p>" for _ in range(count))


def rows(count, columns):
    cell = lambda: f"<td>{RANDOM.choice(WORDS)}-{RANDOM.randrange(10000)}</td>"
    return "".join("<tr>" + "".join(cell() for _ in range(columns)) + "</tr>" for _ in range(count))


def log(count):
    level = lambda: RANDOM.choice(["INFO", "WARN", "ERROR"])
    line = lambda at: f"2026-03-04 10:{at // 60:02}:{at % 60:02} {level()} {sentence(8)}"
    return "\n".join(line(at) for at in range(count))


def code(count):
    line = lambda at: f"    let {RANDOM.choice(WORDS)}_{at} = {RANDOM.choice(WORDS)}({RANDOM.randrange(100)});"
    return "fn main() {\n" + "\n".join(line(at) for at in range(count)) + "\n}"


def page(body, style=""):
    base = "body{font:16px/1.5 'DejaVu Sans',sans-serif;margin:40px}pre{font:15px/1.4 'DejaVu Sans Mono',monospace}"
    return f"<!doctype html><meta charset=utf-8><style>{base}{style}</style>{body}"


DARK = "body{background:#1e1e1e;color:#e0e0e0}"
PAGES = {
    "article": (page("<h1>Article</h1>" + paragraphs(6), "body{max-width:900px}"), 1920, 1080),
    "narrow": (page("<h1>Notes</h1>" + paragraphs(3), "body{max-width:500px;margin:150px auto}"), 1920, 1080),
    "table": (page("<table border=1 cellpadding=6>" + rows(18, 6) + "</table>"), 1920, 1080),
    "terminal": (page(f"<pre>{log(34)}</pre>", DARK), 1920, 1080),
    "terminal-short": (page(f"<pre>{log(8)}</pre>", DARK), 1280, 800),
    "editor": (page(f"<pre>{code(30)}</pre>", DARK), 1920, 1080),
    "dialog": (
        page(
            f"<div class=d><h2>Save changes?</h2>{paragraphs(1)}<button>Save</button> <button>Discard</button></div>",
            "body{background:#ccc}.d{background:#fff;width:600px;margin:250px auto;padding:24px}",
        ),
        1920,
        1080,
    ),
    "form": (
        page("<h1>Settings</h1>" + "".join(f"<p><label>{w}: <input value='{w} 42'></label>" for w in WORDS[:12])),
        1280,
        1024,
    ),
    "chat": (
        page("".join(f"<div class=m>{sentence(20)}</div>" for _ in range(12)), ".m{background:#eef;padding:8px;margin:8px 300px 8px 0}"),
        1440,
        900,
    ),
    "error": (page(f"<h1>500 Internal Server Error</h1><p>{sentence(20)}</p>"), 1920, 1080),
}


def words_of(html):
    """The text that a reader of the page sees, with the values of its fields."""
    shown = re.sub(r"<style>.*?</style>", "", html)
    shown = re.sub(r"<input value='([^']*)'>", r" \1 ", shown)
    return re.sub(r"<[^>]*>", " ", shown)


def screenshots():
    for name, (html, width, height) in PAGES.items():
        source = os.path.join(FOLDER, f"{name}.html")
        with open(source, "w", encoding="utf-8") as file:
            file.write(html)
        subprocess.run(
            [
                "chromium",
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--hide-scrollbars",
                f"--window-size={width},{height}",
                f"--screenshot={os.path.join(FOLDER, name + '.png')}",
                f"file://{os.path.abspath(source)}",
            ],
            check=True,
            capture_output=True,
        )
        os.remove(source)
        with open(os.path.join(FOLDER, f"{name}.txt"), "w", encoding="utf-8") as file:
            file.write(words_of(html))


def plots():
    generator = np.random.default_rng(7)
    x = np.linspace(0, 10, 200)
    draw = {
        "plot-lines": lambda axes: [axes.plot(x, np.sin(x + k), label=f"series {k}") for k in range(4)],
        "plot-bars": lambda axes: axes.bar(WORDS[:8], generator.integers(1, 90, 8)),
        "plot-scatter": lambda axes: axes.scatter(generator.normal(size=300), generator.normal(size=300)),
        "plot-histogram": lambda axes: axes.hist(generator.normal(size=5000), bins=40),
        "plot-heat": lambda axes: axes.imshow(generator.random((40, 60)), aspect="auto"),
    }
    for name, fill in draw.items():
        figure, axes = plt.subplots(figsize=(12.8, 8), dpi=125)
        fill(axes)
        axes.set_title(name)
        axes.set_xlabel("time in seconds")
        figure.savefig(os.path.join(FOLDER, f"{name}.png"), metadata={"Software": None})
        plt.close(figure)


def scenes():
    generator = np.random.default_rng(11)
    for at, (width, height) in enumerate([(4000, 3000), (1920, 1080), (1200, 1600), (3000, 2000), (800, 600)]):
        small = generator.random((height // 80, width // 80, 3)) * 255
        smooth = Image.fromarray(small.astype("uint8")).resize((width, height), Image.Resampling.BICUBIC)
        noise = generator.normal(0, 4, (height, width, 3))
        picture = np.clip(np.asarray(smooth.filter(ImageFilter.GaussianBlur(3)), dtype=float) + noise, 0, 255)
        name = f"scene-{at}.{'png' if at % 2 else 'jpg'}"
        Image.fromarray(picture.astype("uint8")).save(os.path.join(FOLDER, name), quality=92)


os.makedirs(FOLDER, exist_ok=True)
screenshots()
plots()
scenes()
