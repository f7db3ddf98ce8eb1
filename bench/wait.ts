import { startCloud } from '../local/cloud.ts';
import { freePortBase, portsFrom } from '../local/ports.ts';
import { launchBrowser } from '../test/e2e/browser/browser.ts';
import { Deployment } from '../testkit/deployment/deployment.ts';
import { WireProxy } from '../testkit/wire/wire-proxy.ts';
import { DATA_DIR, progress, runBench } from './run-bench.ts';
import { callsOf, type Journey, middleOf, tooManyCalls, waitTable } from './wait/table.ts';
import { visit } from './wait/visit.ts';
import { waterfall } from './wait/waterfall.ts';

/** Milliseconds that AWS takes for a call, laid over the laptop's own. The captcha is a service on the internet. */
const DELAYS = { DynamoDB: 5, 'Secrets Manager': 5, SES: 60, captcha: 100 } as const;

/** Functions that a person waits for, directly or for the mail. */
const WAITED_FOR = ['start-reset', 'verify-otp', 'complete-reset', 'mail-consumer'];

/** Journeys that start the processes and warm the browser. */
const WARM_UP = 3;

await runBench({
  name: 'wait',
  question:
    'How long does a person wait, from the click to the next page and to the mail, with warm and with cold functions, ' +
    `if a table takes ${DELAYS.DynamoDB} ms, SES ${DELAYS.SES} ms and the captcha ${DELAYS.captcha} ms?`,
  fails: 'a step takes more than two calls of the browser.',
  options: {
    warm: { about: 'journeys with warm functions', default: 20, least: 1, most: 200 },
    cold: { about: 'journeys whose functions start anew', default: 10, least: 1, most: 200 },
  },
  async run({ warm, cold }) {
    const portBase = await freePortBase();
    const ports = portsFrom(portBase);
    const proxied = async (service: keyof typeof DELAYS, port: number) => {
      const { proxy, url } = await WireProxy.start(`http://127.0.0.1:${port}`);
      proxy.inject({ fault: { kind: 'delay', milliseconds: DELAYS[service] } });
      return { service, proxy, url };
    };
    const dynamodb = await proxied('DynamoDB', ports.dynamodb);
    const secretsManager = await proxied('Secrets Manager', ports.secretsManager);
    const ses = await proxied('SES', ports.inbox);
    const captcha = await proxied('captcha', ports.recaptcha);
    const services = [dynamodb, secretsManager, ses, captcha];
    progress('Starting a cloud …');
    const cloud = await startCloud({
      dataDir: DATA_DIR,
      portBase,
      fresh: true,
      users: WARM_UP + warm + cold,
      settings: { captchaProvider: 'recaptcha-v3', startsPerSourcePerHour: '1000' },
      through: { dynamodb: dynamodb.url, secretsManager: secretsManager.url, ses: ses.url },
      variablesOf: () => ({ CAPTCHA_VERIFY_URL: `${captcha.url}/recaptcha/api/siteverify` }),
    });
    const browser = await launchBrowser();
    try {
      const deployment = new Deployment(cloud.endpoints);
      let visitors = 0;
      const journey = async (kind: Journey['kind']): Promise<Journey> => {
        if (kind === 'cold') await Promise.all(WAITED_FOR.map((stem) => cloud.processesOf(stem).kill()));
        for (const { proxy } of services) proxy.calls.length = 0;
        visitors += 1;
        const waits = await visit(browser, deployment, `user-${String(visitors).padStart(4, '0')}`);
        const calls = services.flatMap(({ service, proxy }) => proxy.calls.map((call) => ({ ...call, service })));
        return { kind, waits, calls };
      };
      for (let count = 1; count <= WARM_UP; count += 1) await journey('warm');
      const journeys: Journey[] = [];
      for (const kind of [...Array<'warm'>(warm).fill('warm'), ...Array<'cold'>(cold).fill('cold')]) {
        progress(`journey ${journeys.length + 1} of ${warm + cold}, ${kind}`);
        journeys.push(await journey(kind));
      }
      progress('');
      console.log(waitTable(journeys));
      const middle = middleOf(journeys);
      for (const waited of middle.waits) console.log(`\n${waterfall(waited, callsOf(middle, waited.step))}`);
      const times = journeys.map(({ kind, waits }) => ({ kind, waits }));
      return { results: { delays: DELAYS, journeys: times }, broken: tooManyCalls(journeys) };
    } finally {
      await browser.close();
      await cloud.stop();
      await Promise.all(services.map(({ proxy }) => proxy.stop()));
    }
  },
});
