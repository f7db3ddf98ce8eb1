import cognito from 'cognito-local';
import pino from 'pino';
import { mail, ready } from './channel.mjs';

/** Its mails are boxes in its log, which is otherwise not kept. */
const log = {
  write(line) {
    const [, address, code] = /Destination:\s+(\S+)[^]*?Code:\s+(\d{6})\b/.exec(JSON.parse(line).msg ?? '') ?? [];
    if (code !== undefined) mail(address, code);
  },
};
// In the current folder, on HOST and PORT.
const server = await (await cognito.createDefaultServer(pino({}, log))).start();
ready(server.address().port, { hash: 'none: plain text' });
