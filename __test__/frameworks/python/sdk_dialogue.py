"""Talks to a provider through its official SDK, of which only the address is changed, and says what came back as a line of JSON.

    python sdk_dialogue.py SDK ACTION URL   # the request is read from standard input
"""

import json
import sys


def anthropic(action, url, request):
    from anthropic import Anthropic

    client = Anthropic(api_key="sk-ant-x", base_url=url, max_retries=0)
    if action == "plain":
        said = client.messages.create(**request)
        return [said.content[0].text, said.content[1].input["url"], said.usage.input_tokens]
    with client.messages.stream(**request) as stream:
        if action == "abort":
            next(iter(stream))
            return [""]
        said = stream.get_final_message()
        return [said.content[0].text, said.content[1].input["url"], said.usage.input_tokens]


def chat(action, url, request):
    from openai import OpenAI

    client = OpenAI(api_key="k", base_url=f"{url}/v1", max_retries=0)
    if action == "plain":
        said = client.chat.completions.create(**request).choices[0].message
        return [said.content, json.loads(said.tool_calls[0].function.arguments)["url"]]
    text, arguments = "", ""
    for chunk in client.chat.completions.create(**request, stream=True):
        for choice in chunk.choices:
            text += choice.delta.content or ""
            arguments += "".join(call.function.arguments or "" for call in choice.delta.tool_calls or [])
            if action == "abort" and text:
                return [text]
    return [text, json.loads(arguments)["url"]]


def responses(action, url, request):
    from openai import OpenAI

    client = OpenAI(api_key="k", base_url=f"{url}/v1", max_retries=0)
    if action == "plain":
        said = client.responses.create(**request)
        return [said.output_text, json.loads(said.output[-1].arguments)["url"]]
    text, arguments = "", ""
    for event in client.responses.create(**request, stream=True):
        if event.type == "response.output_text.delta":
            text += event.delta
            if action == "abort":
                return [text]
        if event.type == "response.function_call_arguments.done":
            arguments = event.arguments
    return [text, json.loads(arguments)["url"]]


def gemini(action, url, request):
    from google import genai

    client = genai.Client(api_key="k", http_options={"base_url": url})
    model, contents = request["model"], request["contents"]
    if action == "plain":
        said = client.models.generate_content(model=model, contents=contents)
        return [said.text, said.function_calls[0].args["url"]]
    text, calls = "", []
    for chunk in client.models.generate_content_stream(model=model, contents=contents):
        for part in chunk.candidates[0].content.parts:
            text += part.text or ""
            calls += [part.function_call] if part.function_call else []
        if action == "abort" and text:
            return [text]
    return [text, calls[0].args["url"]]


SDKS = {"anthropic": anthropic, "chat": chat, "responses": responses, "gemini": gemini}

sdk, action, url = sys.argv[1:]
print(json.dumps(SDKS[sdk](action, url, json.load(sys.stdin))))
