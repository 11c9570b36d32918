// A provider that answers every request at once, for benchmarks of the proxy.
import http from 'node:http';

/** Starts it, and tells the parent process its port. */
export function provider() {
  const answer = Buffer.from('{"usage":{"input_tokens":1000,"output_tokens":10,"cache_read_input_tokens":0}}');
  const server = http.createServer(async (request, response) => {
    for await (const _ of request);
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': answer.length }).end(answer);
  });
  server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));
}
