// LangChain under strict types: what this package gives is what LangChain takes.
import { ContextualCompressionRetriever } from '@langchain/classic/retrievers/contextual_compression';
import { InMemoryChatMessageHistory } from '@langchain/core/chat_history';
import type { BaseMessage } from '@langchain/core/messages';
import type { BaseRetrieverInterface } from '@langchain/core/retrievers';
import { ChatAnthropic } from '@langchain/anthropic';
import { Annotation, messagesStateReducer } from '@langchain/langgraph';
import { createReactAgent } from '@langchain/langgraph/prebuilt';
import { createAgent, createMiddleware, tool } from 'langchain';
import { Headroom } from '@headroom/native';
import {
  agentMiddleware,
  budgetedHistory,
  compressedChatModel,
  compressedTools,
  compressingReducer,
  documentCompressor,
  preModelHook,
} from '@headroom/native/langchain';

declare const baseRetriever: BaseRetrieverInterface;
const headroom = new Headroom();
const model: ChatAnthropic = compressedChatModel(new ChatAnthropic({ model: 'claude-sonnet-5' }), { headroom });
const search = tool(() => 'x', { name: 'search', description: 'd', schema: { type: 'object', properties: {} } });
const { tools } = compressedTools([search], { headroom, minChars: 10 });
const history: InMemoryChatMessageHistory = budgetedHistory(new InMemoryChatMessageHistory(), {
  headroom,
  tokenBudget: 9,
});
const reducer: (left: BaseMessage[], right: BaseMessage[]) => BaseMessage[] = compressingReducer(messagesStateReducer);
const State = Annotation.Root({ messages: Annotation<BaseMessage[]>({ reducer, default: () => [] }) });

export const values: readonly unknown[] = [
  createAgent({ model, tools, middleware: [createMiddleware(agentMiddleware({ headroom }))] }),
  createReactAgent({ llm: model, tools, preModelHook: preModelHook({ headroom }) }),
  new ContextualCompressionRetriever({ baseCompressor: documentCompressor({ headroom }), baseRetriever }),
  history,
  State,
];
// @ts-expect-error: there is no such option
agentMiddleware({ nope: 1 });
