"""Questions and texts of the Berkeley Function-Calling Leaderboard, as JSON lines.

usage: bfcl.py DIR   (DIR has the folder bfcl_eval, as the wheel of bfcl-eval on PyPI unpacks)

- `memory`: what a user told an assistant, and questions about it. Only answers that the user gave word for word count.
- `outputs`: the tools of the long-context scenarios are run as the known solution calls them. An argument that a later
  call takes from a long output, and that the user did not say, is what the request behind that output asks for.
"""

import copy
import importlib
import json
import re
import sys
from pathlib import Path

TOOLS = "bfcl_eval.eval_checker.multi_turn_eval.func_source_code."
CLASSES = {
    "GorillaFileSystem": "gorilla_file_system",
    "MessageAPI": "message_api",
    "TwitterAPI": "posting_api",
    "TicketAPI": "ticket_api",
    "TradingBot": "trading_bot",
    "TravelAPI": "travel_booking",
    "VehicleControlAPI": "vehicle_control",
}
# Arguments of these are written by the model, or are words of the tool's own schema.
WRITERS = ("post_tweet(", "send_message(", "echo(", "create_ticket(", "resolve_ticket(", "lockDoors(", "comment(")
MIN_OUTPUT = 1500
MIN_ARGUMENT, MAX_ARGUMENT = 3, 40


def rows(data, name):
    lines = (data / name).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def memory(data):
    told = {}
    for file in sorted((data / "memory_prereq_conversation").iterdir()):
        for row in rows(data / "memory_prereq_conversation", file.name):
            words = [message["content"] for turn in row["question"] for message in turn]
            told.setdefault(file.stem.removeprefix("memory_"), []).extend(words)
    known = {row["id"]: row for row in rows(data, "possible_answer/BFCL_v4_memory.json")}
    for row in rows(data, "BFCL_v4_memory.json"):
        messages = told[row["scenario"]]
        question = row["question"][0][0]["content"]
        answers = in_place(known[row["id"]], messages)
        if answers:
            yield {"set": "memory", "text": "\n\n".join(messages), "question": question, "answers": answers}


def in_place(known, messages):
    """The answers with the words around them: a short answer may stand elsewhere by chance."""
    source = known["source"].rstrip(".").strip()
    message = next((message for message in messages if source in message), "")
    word = r"[^\s.?!]+"  # Never of the next sentence.
    patterns = (rf"(?:{word}\s+)?\b{re.escape(answer)}\b(?:\s+{word})?" for answer in known["ground_truth"])
    found = (re.search(pattern, message, re.IGNORECASE) for pattern in patterns)
    return [match.group() for match in found if match]


def tools(scenario):
    found = {}
    for name in scenario["involved_classes"]:
        if name not in CLASSES:
            continue
        tool = getattr(importlib.import_module(TOOLS + CLASSES[name]), name)()
        tool._load_scenario(copy.deepcopy(scenario["initial_config"].get(name, {})), long_context=True)
        methods = [method for method in dir(tool) if not method.startswith("_")]
        found.update((method, getattr(tool, method)) for method in methods)
    return found


def output(call, known):
    try:
        result = eval(call, {"__builtins__": {}}, known)
    except Exception as error:  # A call that fails gives its error to the model.
        result = {"error": str(error)}
    return result if isinstance(result, str) else json.dumps(result, default=str)


def arguments(call):
    found = re.findall(r"'([^']+)'|(\b\d[\d.]+)", call)
    sizes = range(MIN_ARGUMENT, MAX_ARGUMENT)
    return [] if call.startswith(WRITERS) else [x or y for x, y in found if len(x or y) in sizes]


def outputs(data):
    name = "BFCL_v4_multi_turn_long_context.json"
    solutions = {row["id"]: row["ground_truth"] for row in rows(data, f"possible_answer/{name}")}
    for scenario in rows(data, name):
        known, said, read, given = tools(scenario), "", [], set()
        for turn, calls in zip(scenario["question"], solutions[scenario["id"]]):
            question = " ".join(message["content"] for message in turn)
            said += question
            for call in calls:
                for text, asked in read:
                    for word in arguments(call):
                        if word in text and word not in said and (text, word) not in given:
                            given.add((text, word))
                            yield {"set": "outputs", "text": text, "question": asked, "answers": [word]}
                text = output(call, known)
                if len(text) >= MIN_OUTPUT:
                    read.append((text, question))


def main():
    folder = Path(sys.argv[1])
    sys.path.insert(0, str(folder))
    data = folder / "bfcl_eval" / "data"
    for row in [*memory(data), *outputs(data)]:
        print(json.dumps(row))


main()
