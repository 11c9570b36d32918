import cluster from 'node:cluster';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ConfigurationError } from '../errors/index.js';

/** Starts to listen. The workers of a cluster share a port. @throws `ConfigurationError` if that fails. */
export function listen(server: Server, host: string, port: number): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    const fail = (cause: NodeJS.ErrnoException): void => {
      const reason = REASONS[cause.code ?? ''] ?? cause.message;
      reject(new ConfigurationError(`cannot listen on ${host}:${port}: ${reason}`, 'port', undefined, { cause }));
    };
    server.once('error', fail);
    server.listen({ host, port, exclusive: cluster.isPrimary }, () => {
      server.off('error', fail);
      resolve(server.address() as AddressInfo);
    });
  });
}

const REASONS: Readonly<Record<string, string>> = {
  EADDRINUSE: 'the port is in use. Stop what listens there, or choose another port with --port.',
  EACCES: 'the system does not allow this port. Choose one above 1023 with --port.',
  EADDRNOTAVAIL: 'this machine does not have that address.',
  ENOTFOUND: 'there is no such host.',
};
