import { createServer, type TLSSocket, connect } from 'node:tls';
import type { AddressInfo } from 'node:net';
import type { Slapd } from '../../local/emulators/slapd.ts';
import type { DirectoryFault } from './directory-conformance.ts';
import type { Wire } from './wire.ts';

/** An LDAPMessage: a length of one to four bytes, its number, and the tag of its operation. */
const MODIFY = 0x66;
const EXTENDED = 0x77;

function operationOf(message: Buffer): number | undefined {
  let at = 1;
  const length = message[at] ?? 0;
  at += length < 0x80 ? 1 : 1 + (length & 0x7f);
  at += 2 + (message[at + 1] ?? 0);
  return message[at];
}

/** Starts a proxy in front of an LDAP server, with the server's certificate, that injects network faults. */
export async function startLdapWire({ url, certificate, key }: Slapd): Promise<Wire> {
  let fault: DirectoryFault = 'none';
  const sockets = new Set<TLSSocket>();
  const server = createServer({ cert: certificate, key }, (client) => {
    sockets.add(client);
    const { hostname, port } = new URL(url);
    const onward = connect({ host: hostname, port: Number(port), ca: certificate });
    const both = () => {
      client.destroy();
      onward.destroy();
      sockets.delete(client);
    };
    for (const socket of [client, onward]) socket.on('error', both).on('close', both);
    if (fault === 'down') return both();
    let lost = false;
    client.on('data', (data: Buffer) => {
      if (fault === 'slow') return;
      if (fault === 'garbage') return void client.write('HTTP/1.1 400 Bad Request\r\n\r\n<html>Welcome</html>');
      const isChange = [MODIFY, EXTENDED].includes(operationOf(data) ?? 0);
      if (isChange && fault === 'cut-before-change') return both();
      lost ||= isChange && fault === 'cut-after-change';
      onward.write(data);
    });
    onward.on('data', (data: Buffer) => (lost ? both() : client.write(data)));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `ldaps://127.0.0.1:${(server.address() as AddressInfo).port}`,
    fault: async (next) => {
      fault = next;
    },
    async stop() {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
    },
  };
}
