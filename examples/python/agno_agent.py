"""An agent of Agno behind the proxy. `pip install agno openai`, then
OPENAI_BASE_URL=http://127.0.0.1:8787/v1 python examples/python/agno_agent.py"""

import os

from agno.agent import Agent
from agno.models.openai import OpenAIChat

from log import QUESTION, read_log

model = OpenAIChat(id=os.environ.get("MODEL", "gpt-5-mini"), base_url=os.environ["OPENAI_BASE_URL"])
agent = Agent(model=model, tools=[read_log], telemetry=False)
print(agent.run(QUESTION).content)
