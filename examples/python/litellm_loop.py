"""A loop on LiteLLM behind the proxy. `pip install litellm`, then
OPENAI_BASE_URL=http://127.0.0.1:8787/v1 python examples/python/litellm_loop.py"""

import os

import litellm

from log import QUESTION, read_log

parameters = {"type": "object", "properties": {}}
tools = [{"type": "function", "function": {"name": "read_log", "description": read_log.__doc__, "parameters": parameters}}]
messages = [{"role": "user", "content": QUESTION}]

while True:
    response = litellm.completion(
        model=f"openai/{os.environ.get('MODEL', 'gpt-5-mini')}",
        api_base=os.environ["OPENAI_BASE_URL"],
        messages=messages,
        tools=tools,
    )
    message = response.choices[0].message
    messages.append(message.model_dump(exclude_none=True))
    if not message.tool_calls:
        break
    messages += [{"role": "tool", "tool_call_id": call.id, "content": read_log()} for call in message.tool_calls]

print(message.content)
