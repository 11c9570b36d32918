// Conversations through LangChain and LangGraph. Prints what came of them.
import { ChatAnthropic } from '@langchain/anthropic';
import { InMemoryChatMessageHistory } from '@langchain/core/chat_history';
import { AIMessage, HumanMessage, ToolMessage } from '@langchain/core/messages';
import { tool } from '@langchain/core/tools';
import { messagesStateReducer } from '@langchain/langgraph';
import { createReactAgent } from '@langchain/langgraph/prebuilt';
import { Headroom } from '@headroom/native';
import {
  agentMiddleware,
  budgetedHistory,
  compressedChatModel,
  compressedTools,
  compressingReducer,
  preModelHook,
} from '@headroom/native/langchain';
import { said } from './said.mjs';

/** New in version 1. */
const { createAgent, createMiddleware } = await import('langchain').catch(() => ({}));

const chat = (more = {}) =>
  new ChatAnthropic({
    model: 'claude-sonnet-5',
    apiKey: 'k',
    anthropicApiUrl: process.env.URL,
    maxRetries: 0,
    ...more,
  });
const schema = { type: 'object', properties: { turn: { type: 'integer' } } };
const readLog = tool(({ turn }) => said(turn), { name: 'read_log', description: 'Reads a log.', schema });
const asked = { messages: [new HumanMessage('Look at everything.')] };
const limits = { recursionLimit: 200 };
const withStore = () => new Headroom({ store: ':memory:', scope: 'langchain' });
const outcome = ({ messages }, headroom) => ({
  text: messages.at(-1).text,
  input: messages.reduce((sum, { usage_metadata: used }) => sum + (used?.input_tokens ?? 0), 0),
  results: messages.filter((own) => own.getType() === 'tool').map(({ content }) => content),
  stats: headroom.stats(),
});

const RUNS = {
  async agent() {
    const headroom = withStore();
    const middleware = [createMiddleware(agentMiddleware({ headroom }))];
    const agent = createAgent({ model: chat(), tools: [readLog], middleware });
    return outcome(await agent.invoke(asked, limits), headroom);
  },
  async streamedAgent() {
    const headroom = withStore();
    const middleware = [createMiddleware(agentMiddleware({ headroom }))];
    const agent = createAgent({ model: chat({ streaming: true }), tools: [readLog], middleware });
    return outcome(await agent.invoke(asked, limits), headroom);
  },
  async model() {
    const model = compressedChatModel(chat());
    const agent = createAgent({ model, tools: [readLog] });
    return {
      ...outcome(await agent.invoke(asked, limits), model.headroom),
      isSame: compressedChatModel(model) === model,
    };
  },
  async streamedModel() {
    const model = compressedChatModel(chat());
    const agent = createAgent({ model, tools: [readLog] });
    let last;
    for await (const state of await agent.stream(asked, { ...limits, streamMode: 'values' })) last = state;
    return outcome(last, model.headroom);
  },
  async graphModel() {
    const llm = compressedChatModel(chat());
    const agent = createReactAgent({ llm, tools: [readLog] });
    return outcome(await agent.invoke(asked, limits), llm.headroom);
  },
  async graph() {
    const headroom = new Headroom();
    const agent = createReactAgent({ llm: chat(), tools: [readLog], preModelHook: preModelHook({ headroom }) });
    return outcome(await agent.invoke(asked, limits), headroom);
  },
  async tools() {
    const headroom = new Headroom();
    const { tools, totals } = compressedTools([readLog], { headroom });
    const agent = createReactAgent({ llm: chat(), tools });
    return { ...outcome(await agent.invoke(asked, limits), headroom), totals: totals() };
  },
  async throwing() {
    const broken = tool(() => Promise.reject(new Error('no disk')), { name: 'read_log', description: 'd', schema });
    const { tools } = compressedTools([broken]);
    return tools[0].invoke({ turn: 1 }).catch(({ message }) => ({ message }));
  },
  async abort() {
    const model = compressedChatModel(chat());
    const stop = new AbortController();
    const stream = await model.stream('Hi.', { signal: stop.signal });
    for await (const { text } of stream) {
      if (text === '') continue;
      setTimeout(() => stop.abort());
      return { heard: text };
    }
  },
  async reducer() {
    const reducer = compressingReducer(messagesStateReducer);
    const call = new AIMessage({ content: '', tool_calls: [{ id: 'c', name: 'read_log', args: {} }] });
    const result = new ToolMessage({ content: said(0), tool_call_id: 'c', id: 't' });
    const [, , kept] = reducer([new HumanMessage('Hi.')], [call, result]);
    return {
      content: kept.content,
      id: kept.id,
      isMessage: kept instanceof ToolMessage,
      given: result.content === said(0),
    };
  },
  async history() {
    const inner = new InMemoryChatMessageHistory();
    const headroom = withStore();
    const history = budgetedHistory(inner, { headroom, tokenBudget: 2000, keepTurns: 2 });
    await history.addMessage(new HumanMessage('What is this?'));
    for (let turn = 0; turn < 30; turn += 1) {
      await history.addMessage(
        new AIMessage({ content: '', tool_calls: [{ id: `c${turn}`, name: 'x', args: { turn } }] }),
      );
      await history.addMessage(
        new ToolMessage({ content: `${turn} ${said(2).replaceAll('same', `n${turn}`)}`, tool_call_id: `c${turn}` }),
      );
      await history.addMessage(new HumanMessage(`And ${turn}?`));
    }
    const read = await history.getMessages();
    const first = read[0].content;
    return {
      all: (await inner.getMessages()).length,
      read: read.length,
      first,
      areMessages: read.every((own) => own.getType()),
    };
  },
};

console.log(JSON.stringify(await RUNS[process.env.RUN]()));
