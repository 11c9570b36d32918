// Servers under strict types.
import { expressMiddleware, fastifyHook, honoMiddleware } from '@headroom/native/server';
import express, { type RequestHandler } from 'express';
import Fastify from 'fastify';
import { Hono } from 'hono';

const handler: RequestHandler = expressMiddleware();

export const values: readonly unknown[] = [
  express().use(handler),
  Fastify().addHook('preHandler', fastifyHook()),
  new Hono().use(honoMiddleware()),
];
// @ts-expect-error: there is no such option
expressMiddleware({ nope: 1 });
