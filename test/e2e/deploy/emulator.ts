import { once } from 'node:events';
import { createWriteStream, mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ACCOUNT, REGION } from '../../../local/account.ts';
import { environment, FOLDER, ROOT } from './command.ts';
import { ProcessGroup } from './process-group.ts';
import { PYTHON } from './venv.ts';

/** Access key and secret of the account's root user; seeding and direct reads of the tables sign with it. */
export const ROOT_KEY = 'local';

/** Environment of a program that calls the account of the emulator at a URL, as its root user. */
export const accessTo = (emulator: string): NodeJS.ProcessEnv =>
  environment({
    AWS_ENDPOINT_URL: emulator,
    AWS_ACCESS_KEY_ID: ROOT_KEY,
    AWS_SECRET_ACCESS_KEY: ROOT_KEY,
    AWS_REGION: REGION,
    AWS_DEFAULT_REGION: REGION,
    CDK_DEFAULT_ACCOUNT: ACCOUNT,
    CDK_DEFAULT_REGION: REGION,
  });

/** Milliseconds until the emulator is ready. */
const PATIENCE = 60_000;

/**
 * Starts the emulator of AWS on 127.0.0.1, with Lambda functions in processes of the Node version that Lambda runs.
 * IAM is enforced: a function has only the rights of its role.
 *
 * `work` is made for its files. It must lie outside of the repository, whose package.json would make ES modules of the
 * emulator's own scripts. Its name is that of the log.
 */
export async function startEmulator(port: number, work: string): Promise<string> {
  mkdirSync(work);
  const log = createWriteStream(join(FOLDER, `emulator-${basename(work)}.log`));
  await once(log, 'open');
  // The emulator ends when its standard input ends, which is open as long as this process lives.
  const group = new ProcessGroup(PYTHON, [join(ROOT, 'test/e2e/deploy/emulator/start.py')], {
    stdio: ['pipe', log, log],
    env: environment({
      BIND_HOST: '127.0.0.1',
      GATEWAY_PORT: String(port),
      MINISTACK_HOST: 'localhost',
      AUTH: 'true',
      AWS_ACCESS_KEY_ID: ROOT_KEY,
      AWS_SECRET_ACCESS_KEY: ROOT_KEY,
      IOT_MTLS_ENABLED: '0',
      SFTP_ENABLED: '0',
      S3_DATA_DIR: join(work, 's3'),
      TMPDIR: work,
      NODE_OPTIONS: '--no-experimental-require-module',
    }),
  });
  let ended = false;
  const markEnded = () => {
    ended = true;
  };
  group.ended.then(markEnded, markEnded);
  const url = `http://127.0.0.1:${port}`;
  const deadline = Date.now() + PATIENCE;
  while (!ended && Date.now() < deadline) {
    if (await isReady(url)) return url;
    await sleep(100);
  }
  throw new Error(`The emulator ${ended ? 'ended' : 'was not ready in time'}; ${String(log.path)} has the reason`);
}

async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/_ministack/ready`)).ok;
  } catch {
    return false;
  }
}
