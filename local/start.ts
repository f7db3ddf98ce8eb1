import { parseArgs } from 'node:util';
import { startCloud } from './cloud.ts';

const HELP = `npm start -- [options]        runs the whole service on this computer

  --fresh            delete the users, requests, mails and logs of earlier runs
  --users N          seed N more users: user-0001, user-0002, …
  --set KEY=VALUE    override a setting of the stage, such as otpLifetimeSeconds=60; may be repeated
  --directory NAME   user directory: built-in (default), cognito (an emulator), webhook (an example),
                     ldap (an OpenLDAP server, which must be installed)
  --concurrency N    maximum number of processes of one function (default 4)
  --port N           first of ten ports in a row (default 4000)
  --data-dir DIR     folder for data and logs (default .local)
  --no-watch         leave saved files alone; by default they are applied while it runs
  --inspect NAME     run the function NAME, such as verify-otp, for a debugger at 127.0.0.1:9229
  --help             show this help`;

class UsageError extends Error {}

function wholeNumber(option: string, value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  if (!/^\d{1,6}$/.test(value)) throw new UsageError(`--${option} ${value}: must be a whole number`);
  return Number(value);
}

function setting(text: string): [string, string] {
  const [, name, value] = /^([A-Za-z]+)=(.*)$/s.exec(text) ?? [];
  if (name === undefined || value === undefined) throw new UsageError(`--set ${text}: must be KEY=VALUE`);
  return [name, value];
}

function parse(args: string[]) {
  try {
    const { values } = parseArgs({
      args,
      options: {
        fresh: { type: 'boolean', default: false },
        users: { type: 'string' },
        set: { type: 'string', multiple: true, default: [] },
        directory: { type: 'string' },
        concurrency: { type: 'string' },
        port: { type: 'string' },
        'data-dir': { type: 'string' },
        'no-watch': { type: 'boolean', default: false },
        inspect: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    });
    const portBase = wholeNumber('port', values.port);
    const concurrency = wholeNumber('concurrency', values.concurrency);
    const dataDir = values['data-dir'];
    return {
      help: values.help,
      fresh: values.fresh,
      watch: !values['no-watch'],
      inspect: values.inspect,
      users: wholeNumber('users', values.users) ?? 0,
      settings: {
        ...Object.fromEntries(values.set.map(setting)),
        ...(values.directory !== undefined && { directory: values.directory }),
      },
      ...(concurrency !== undefined && { concurrency: Math.max(1, concurrency) }),
      ...(portBase !== undefined && { portBase }),
      ...(dataDir !== undefined && { dataDir }),
    };
  } catch (error) {
    if (error instanceof UsageError || error instanceof TypeError) {
      console.error(`${error.message}\n\n${HELP}`);
      process.exit(2);
    }
    throw error;
  }
}

const { help, ...options } = parse(process.argv.slice(2));
if (help) {
  console.log(HELP);
  process.exit(0);
}

const stopping = new AbortController();
const asked = new Promise<void>((resolve) => {
  const ask = () => {
    if (stopping.signal.aborted) process.exit(1);
    console.log('Stopping … (again to force)');
    stopping.abort(new Error('Stopped before it was ready.'));
    resolve();
  };
  process.on('SIGINT', ask);
  process.on('SIGTERM', ask);
  process.on('SIGHUP', ask);
  // The process that started this one, such as a test run, has ended.
  process.on('disconnect', ask);
});

try {
  const cloud = await startCloud({ ...options, console: true, signal: stopping.signal });
  const { site, api, inbox, recaptcha, dynamodb, logs } = cloud.endpoints;
  console.log(`
Ready in ${(performance.now() / 1000).toFixed(1)} s. Ctrl-C stops it.

  Pages      ${site}      log in as alice, bob, dana or dana.admin: correct horse battery staple
  Mails      ${inbox}
  API        ${api}
  Captcha    ${recaptcha}      an emulator: accepts everyone
  DynamoDB   ${dynamodb}
  Logs       ${logs}
`);
  await asked;
  await cloud.stop();
  process.exit(0);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
