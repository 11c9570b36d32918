// Express 4 and 5, Fastify and Hono: their handlers read conversations that are smaller.
import { expand } from '@headroom/native';
import { describe, expect, it } from 'vitest';
import { CASES, model } from '../proxy/dialogue.js';
import { ANTHROPIC, ROWS } from '../proxy/samples.js';
import { withProvider } from '../proxy/support.js';
import { registryAnswers } from '../support/consumer.js';
import { FrameworkProject } from './project.js';

const PACKAGES = [
  'express@5.3.0',
  'express-4@npm:express@4.22.3',
  '@types/express@5',
  'fastify@5.12.8',
  'hono@4.13.19',
  '@hono/node-server@2.1.9',
];

describe.runIf(registryAnswers())('servers', () => {
  const project = new FrameworkProject('servers', PACKAGES);

  it('have the types of their frameworks', async () => {
    expect(await project.types('servers.types.mts')).toBe('');
  });

  it('read smaller bodies', async () => {
    const request = ANTHROPIC.request(ROWS);
    const outcomes = await project.script('servers.mjs', { BODY: JSON.stringify(request) });
    expect(Object.keys(outcomes)).toEqual(['express', 'express4', 'fastify', 'hono']);
    for (const body of Object.values(outcomes).flat() as string[]) {
      const sent = JSON.parse(body);
      expect(await expand(ANTHROPIC.resultIn(sent))).toBe(ROWS);
      expect(body.length).toBeLessThan(ROWS.length / 2);
    }
  });

  it.each([
    ['hono.mjs', 0],
    ['express.mjs', 1],
    ['fastify.mjs', 1],
  ])('a gateway answers and saves: %s', (name, api) =>
    withProvider(model(CASES[api]![1], [() => ({ say: 'It was done before: job 1699.' })]), async ({ url }) => {
      const said = await project.example(name, {
        ANTHROPIC_API_KEY: 'k',
        ANTHROPIC_BASE_URL: url,
        OPENAI_API_KEY: 'k',
        OPENAI_BASE_URL: `${url}/v1`,
      });
      expect(said).toContain('It was done before: job 1699.');
      expect(Number(/([\d.]+) % saved/.exec(said)?.[1])).toBeGreaterThan(30);
    }),
  );
});
