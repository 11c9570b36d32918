// Servers that give back the request that they read. Prints what came of requests with a conversation.
import { Headroom } from '@headroom/native';
import { expressMiddleware, fastifyHook, honoMiddleware } from '@headroom/native/server';
import { serve } from '@hono/node-server';
import express from 'express';
import express4 from 'express-4';
import Fastify from 'fastify';
import { Hono } from 'hono';
import { gzipSync } from 'node:zlib';

const body = process.env.BODY;
const headroom = new Headroom();
const listening = (server) => new Promise((resolve) => server.on('listening', () => resolve(server)));

const SERVERS = {
  async express() {
    const app = express().use(express.json({ limit: '50mb' }), expressMiddleware({ headroom }));
    app.post('/v1/messages', (request, response) => void response.json(request.body));
    return listening(app.listen(0, '127.0.0.1'));
  },
  async express4() {
    const app = express4().use(express4.json({ limit: '50mb' }), expressMiddleware({ headroom }));
    app.post('/v1/messages', (request, response) => void response.json(request.body));
    return listening(app.listen(0, '127.0.0.1'));
  },
  async fastify() {
    const app = Fastify({ bodyLimit: 50 * 2 ** 20 });
    app.addHook('preHandler', fastifyHook({ headroom }));
    app.post('/v1/messages', async (request) => request.body);
    await app.listen({ port: 0, host: '127.0.0.1' });
    return app.server;
  },
  async hono() {
    const app = new Hono().use(honoMiddleware({ headroom }));
    app.post('/v1/messages', async (c) => c.json(await c.req.json()));
    return listening(serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }));
  },
};

const outcomes = {};
for (const [name, start] of Object.entries(SERVERS)) {
  const server = await start();
  const url = `http://127.0.0.1:${server.address().port}/v1/messages?beta=true`;
  const headers = { 'content-type': 'application/json' };
  const plain = await fetch(url, { method: 'POST', headers, body });
  // Fastify reads no packed bodies without a plugin.
  const isPacked = name !== 'fastify';
  const packed = await fetch(url, {
    method: 'POST',
    headers: { ...headers, ...(isPacked && { 'content-encoding': 'gzip' }) },
    body: isPacked ? gzipSync(body) : body,
  });
  outcomes[name] = [await plain.text(), await packed.text()];
  server.close();
  server.closeAllConnections();
}
console.log(JSON.stringify(outcomes));
