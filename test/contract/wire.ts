import { request as httpRequest } from 'node:http';
import { close, listen, readBody, serve } from '../../local/emulators/loopback.ts';
import type { DirectoryFault } from './directory-conformance.ts';

export interface Wire {
  readonly url: string;
  fault(fault: DirectoryFault): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts a proxy in front of a directory that injects network faults.
 *
 * @param sets whether a call, by its `x-amz-target` or path, sets a password
 */
export async function startWire(target: string, sets: (operation: string) => boolean): Promise<Wire> {
  let fault: DirectoryFault = 'none';
  const server = serve(async (request, response) => {
    const body = await readBody(request);
    const isChange = sets(String(request.headers['x-amz-target'] ?? request.url));
    if (fault === 'slow') return;
    if (fault === 'garbage')
      return void response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Welcome</html>');
    if (fault === 'down' || (fault === 'cut-before-change' && isChange)) return void request.socket.destroy();
    const lost = fault === 'cut-after-change' && isChange;
    await new Promise<void>((resolve, reject) => {
      const onward = httpRequest(
        new URL(request.url ?? '/', target),
        { method: request.method, headers: request.headers },
        (answer) => {
          if (lost) request.socket.destroy();
          else response.writeHead(answer.statusCode ?? 502, answer.headers);
          answer.on('data', (chunk) => lost || response.write(chunk));
          answer.on('end', () => {
            if (!lost) response.end();
            resolve();
          });
        },
      );
      onward.on('error', reject);
      onward.end(body);
    });
  });
  const url = await listen(server, 0);
  return {
    url,
    fault: async (next) => {
      fault = next;
    },
    stop: () => close(server),
  };
}
