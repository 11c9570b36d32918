"""An ASGI application whose calls of a model go through the proxy. `pip install starlette httpx openai`, then
OPENAI_BASE_URL=http://127.0.0.1:8787/v1 python examples/python/asgi_app.py"""

import asyncio
import os

import httpx
from openai import AsyncOpenAI
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from log import QUESTION, read_log

client = AsyncOpenAI()
parameters = {"type": "object", "properties": {}}
tools = [{"type": "function", "function": {"name": "read_log", "description": read_log.__doc__, "parameters": parameters}}]


async def ask(request):
    messages = [{"role": "user", "content": request.query_params["q"]}]
    while True:
        model = os.environ.get("MODEL", "gpt-5-mini")
        response = await client.chat.completions.create(model=model, messages=messages, tools=tools)
        message = response.choices[0].message
        messages.append(message.model_dump(exclude_none=True))
        if not message.tool_calls:
            return PlainTextResponse(message.content)
        messages += [{"role": "tool", "tool_call_id": call.id, "content": read_log()} for call in message.tool_calls]


app = Starlette(routes=[Route("/ask", ask)])


async def main():
    # A client in this process; a server such as uvicorn serves `app` to others.
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://app") as http:
        print((await http.get("/ask", params={"q": QUESTION}, timeout=60)).text)


asyncio.run(main())
