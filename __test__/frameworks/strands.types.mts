// Strands Agents under strict types.
import { AfterToolCallEvent, type Agent } from '@strands-agents/sdk';
import { afterToolCall } from '@headroom/native/strands';

declare const agent: Agent;
agent.addHook(AfterToolCallEvent, afterToolCall());
// @ts-expect-error: there is no such option
afterToolCall({ nope: 1 });
