import type { ToolShape } from '../../../tool/index.js';
import { AwsEvents } from './aws.js';
import type { EventFormat } from './format.js';
import { SseEvents } from './sse.js';

export type { EventFormat } from './format.js';

/** Reads and writes streams of a content type. */
export function eventFormat(contentType: string | undefined, shape: ToolShape): EventFormat {
  return isAwsStream(contentType) ? new AwsEvents(shape) : new SseEvents(shape);
}

/** True for the content type of AWS event streams. */
export function isAwsStream(contentType: string = ''): boolean {
  return /^application\/vnd\.amazon\.eventstream\b/i.test(contentType);
}
