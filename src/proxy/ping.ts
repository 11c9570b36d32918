// Checks whether a provider answers.
import type { Upstream } from './upstream.js';

/** Time to answer, in milliseconds. */
const PATIENCE_MS = 10_000;

/** The result: any status counts as an answer, and no credential is sent. */
export interface PingAnswer {
  readonly status: number | undefined;
  readonly ms: number;
  readonly problem: string | undefined;
}

export function ping(upstream: Upstream): Promise<PingAnswer> {
  const start = performance.now();
  const answer = (status: number | undefined, problem?: string): PingAnswer => ({
    status,
    ms: Math.round(performance.now() - start),
    problem,
  });
  return new Promise((resolve) => {
    const options = { method: 'HEAD', path: upstream.pathOf('/'), signal: AbortSignal.timeout(PATIENCE_MS) };
    const request = upstream.request(options, false);
    request.on('response', (response) => {
      response.resume();
      resolve(answer(response.statusCode));
    });
    request.on('error', ({ code, message }: NodeJS.ErrnoException) => resolve(answer(undefined, code ?? message)));
    request.end();
  });
}
