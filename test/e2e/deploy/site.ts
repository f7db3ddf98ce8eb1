import { request, type Server } from 'node:http';
import { listen, serve } from '../../../local/emulators/loopback.ts';

/**
 * Serves `siteUrl` on this machine: forwards each request to the emulator's CloudFront as if it had come over TLS
 * under the distribution's own name. Pages and headers are CloudFront's.
 */
export async function startSite(port: number, emulator: string, domain: string): Promise<Server> {
  const { hostname, port: emulatorPort } = new URL(emulator);
  const server = serve(
    (incoming, response) =>
      new Promise((resolve, reject) => {
        const headers = { ...incoming.headers, host: domain, 'x-forwarded-proto': 'https' };
        const outgoing = request({
          hostname,
          port: emulatorPort,
          method: incoming.method,
          path: incoming.url,
          headers,
          // CloudFront sees the address of the viewer.
          localAddress: incoming.socket.remoteAddress,
        });
        outgoing.on('response', (answer) => {
          response.writeHead(answer.statusCode ?? 502, answer.headers);
          answer.pipe(response);
          answer.on('end', resolve);
        });
        outgoing.on('error', reject);
        incoming.pipe(outgoing);
      }),
  );
  await listen(server, port);
  return server;
}
