import { createServer } from 'node:http';
import { listen } from '../../../local/listen.ts';
import { checkPorts, freePortBase, onPort, portsFrom } from '../../../local/ports.ts';

test('the ports follow their base', () => {
  expect(portsFrom(5000)).toEqual({
    site: 5000,
    api: 5001,
    inbox: 5002,
    recaptcha: 5003,
    dynamodb: 5004,
    secretsManager: 5005,
    runtimeApi: 5006,
    directory: 5007,
    ldap: 5008,
    eventBridge: 5009,
  });
  expect(portsFrom().site).toBe(4000);
});

test.each([80, 65_530, 4000.5])('%d is no base', (base) => {
  expect(() => portsFrom(base)).toThrow('--port');
});

test('a taken port is named with its service and the way out', async () => {
  const ports = portsFrom(await freePortBase());
  await checkPorts(ports);
  const inbox = await listen(createServer(), ports.inbox);
  const message = new RegExp(`port ${ports.inbox} \\(inbox\\).*--port`);
  await expect(checkPorts(ports)).rejects.toThrow(message);
  await expect(onPort('inbox', ports.inbox, listen(createServer(), ports.inbox))).rejects.toThrow(message);
  await inbox.stop();
});
