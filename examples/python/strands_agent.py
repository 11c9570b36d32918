"""An agent of Strands behind the proxy. `pip install 'strands-agents[openai]'`, then
OPENAI_BASE_URL=http://127.0.0.1:8787/v1 python examples/python/strands_agent.py"""

import os

from strands import Agent, tool
from strands.models.openai import OpenAIModel

from log import QUESTION, read_log

model = OpenAIModel(client_args={"base_url": os.environ["OPENAI_BASE_URL"]}, model_id=os.environ.get("MODEL", "gpt-5-mini"))
agent = Agent(model=model, tools=[tool(read_log)], callback_handler=None)
print(agent(QUESTION))
