"""An agent of LangChain behind the proxy. `pip install langchain langchain-openai`, then
OPENAI_BASE_URL=http://127.0.0.1:8787/v1 python examples/python/langchain_agent.py"""

import os

from langchain.agents import create_agent
from langchain_core.tools import tool
from langchain_openai import ChatOpenAI

from log import QUESTION, read_log

agent = create_agent(ChatOpenAI(model=os.environ.get("MODEL", "gpt-5-mini")), tools=[tool(read_log)])
state = agent.invoke({"messages": [{"role": "user", "content": QUESTION}]}, {"recursion_limit": 100})
print(state["messages"][-1].content)
