import type { Deployment, Started } from '../../../testkit/deployment/deployment.ts';
import { httpCall } from '../../../testkit/deployment/http-call.ts';
import { otpIn, reportTokenIn } from '../../../testkit/deployment/mailbox.ts';
import { ownSource } from '../../../testkit/deployment/sources.ts';
import { StoredItems } from '../../../testkit/deployment/stored-items.ts';
import { renewAllowances } from './allowances.ts';
import type { Visitor } from './visitor.ts';

const PASSWORD = 'three old bridges over a river';

/** Maximum number of starts of one source address in an hour. */
const STARTS_PER_HOUR = 20;

/** Means to reach a state: a user of the pages, and the deployment behind them. */
export interface Scene {
  readonly person: Visitor;
  readonly deployment: Deployment;
  /** ID of a user that no other state uses, or that does not exist. */
  readonly userId: string;
}

/** A page in one state, reached through its real causes. The browser's clock lets time pass. */
export interface State {
  readonly name: string;
  /** Set if the state needs no account. */
  readonly nobody?: true;
  /** Statuses that the browser logs as errors on the way to the state. */
  readonly provoked?: readonly number[];
  /** Part of a warning that the browser logs in this state. */
  readonly warning?: string;
  readonly reach: (scene: Scene) => Promise<unknown>;
  /** Rules of axe that do not fit the state; each entry says why. */
  readonly accepted?: readonly string[];
  /** Undoes the state's changes outside the browser. */
  readonly restore?: (scene: Scene) => Promise<unknown>;
}

const addressOf = (userId: string): string => `${userId}@example.com`;

/** Starts a request as the page does, from a separate address: the browser's address may start twenty an hour. */
async function started({ deployment, userId }: Scene): Promise<Started> {
  await renewAllowances(deployment.endpoints, [userId]);
  return deployment.start(userId, { from: ownSource() });
}

async function openRequest({ person }: Scene, request: Started): Promise<void> {
  await person.open(`/enter-code#${new URLSearchParams({ ...request }).toString()}`);
  await person.heading('Enter the code');
}

async function enterCode(scene: Scene): Promise<Started> {
  const request = await started(scene);
  await openRequest(scene, request);
  return request;
}

async function wrongCodeOf({ deployment, userId }: Scene, request: Started): Promise<string> {
  const otp = await deployment.otpOf(request, addressOf(userId));
  return otp.slice(0, -1) + ((Number(otp.at(-1)) + 1) % 10);
}

async function newPassword(scene: Scene): Promise<void> {
  const request = await enterCode(scene);
  await scene.person.enterCode(await scene.deployment.otpOf(request, addressOf(scene.userId)));
  await scene.person.heading('Choose a new password');
}

async function submitPassword({ person }: Scene, password: string): Promise<void> {
  await person.fill('New password', password);
  await person.fill('Confirm new password', password);
  await person.tick();
  await person.press('RESET PASSWORD');
}

async function askForReset({ person, userId }: Scene): Promise<void> {
  await person.open('/forgot-password');
  await person.fill('User ID', userId);
  await person.tick();
  await person.press('RESET PASSWORD');
}

/** Lets minutes pass on a page whose clock was installed before it was opened. */
const letPass = ({ person }: Scene, minutes: number) => person.page.clock.fastForward(minutes * 60_000);

const captchaMode = ({ deployment }: Scene, mode: string) =>
  httpCall({
    method: 'POST',
    url: `${deployment.endpoints.recaptcha}/recaptcha/test/mode`,
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ mode }),
  });

async function logIn({ person, userId }: Scene, password: string): Promise<void> {
  await person.open('/');
  await person.fill('User ID', userId);
  await person.fill('Password', password);
  await person.tick();
  await person.press('Log in');
}

async function sendNewCode(scene: Scene): Promise<void> {
  const { person, deployment } = scene;
  await person.page.clock.install();
  const request = await enterCode(scene);
  await new StoredItems(deployment.endpoints.dynamodb).endCooldown(request);
  await letPass(scene, 2);
  await person.press('Send a new code');
}

export const states: readonly State[] = [
  {
    name: 'log-in',
    nobody: true,
    reach: async ({ person }) => {
      await person.open('/');
      await person.heading('Log in');
    },
  },
  {
    name: 'log-in-incomplete',
    nobody: true,
    reach: async ({ person }) => {
      await person.open('/');
      await person.press('Log in');
      await person.sees('Enter your password.');
    },
  },
  {
    name: 'log-in-refused',
    nobody: true,
    provoked: [401],
    reach: async (scene) => {
      await logIn(scene, 'not the password of this user');
      await scene.person.sees('The user ID or password is incorrect.');
    },
  },
  {
    name: 'account',
    reach: async (scene) => {
      await logIn(scene, 'correct horse battery staple');
      await scene.person.sees(`You are logged in as ${scene.userId}`);
    },
  },
  {
    name: 'session-ended',
    provoked: [401],
    reach: async (scene) => {
      const { person, deployment, userId } = scene;
      await logIn(scene, 'correct horse battery staple');
      await person.sees(`You are logged in as ${userId}`);
      const { session } = await person.storage();
      await deployment.send('log-out', undefined, {
        headers: { Authorization: `Bearer ${String(session['session'])}` },
      });
      await person.page.reload();
      await person.sees('Your session has ended. Please log in again.');
    },
  },
  {
    name: 'forgot-password',
    nobody: true,
    reach: async ({ person }) => {
      await person.open('/forgot-password');
      await person.heading('Reset your password');
    },
  },
  {
    name: 'forgot-password-incomplete',
    nobody: true,
    reach: async ({ person }) => {
      await person.open('/forgot-password');
      await person.press('RESET PASSWORD');
      await person.sees('Enter your user ID.');
    },
  },
  {
    name: 'rate-limited',
    nobody: true,
    provoked: [429],
    reach: async (scene) => {
      const { deployment, person } = scene;
      for (let call = 0; call < STARTS_PER_HOUR; call += 1) await deployment.call('start-reset', { userId: 'nobody' });
      await askForReset(scene);
      await person.sees(/Too many requests\. Please try again in \d+ minutes?\./);
    },
    restore: ({ deployment }) => renewAllowances(deployment.endpoints, []),
  },
  {
    name: 'captcha-not-loaded',
    nobody: true,
    reach: async ({ person, deployment }) => {
      await person.page.route(`${deployment.endpoints.recaptcha}/recaptcha/api.js*`, (route) =>
        route.fulfill({ status: 204, contentType: 'text/javascript' }),
      );
      await person.open('/forgot-password');
      await person.sees('The security check could not be loaded.');
    },
  },
  {
    name: 'captcha-outage',
    nobody: true,
    provoked: [503],
    reach: async (scene) => {
      await captchaMode(scene, '5xx');
      await askForReset(scene);
      await scene.person.sees('The security check cannot be verified right now.');
    },
    restore: (scene) => captchaMode(scene, 'ok'),
  },
  {
    name: 'offline',
    nobody: true,
    reach: async (scene) => {
      const { person } = scene;
      await person.open('/forgot-password');
      await person.fill('User ID', scene.userId);
      await person.tick();
      await person.page.context().setOffline(true);
      await person.sees('You are offline.');
      await person.press('RESET PASSWORD');
      await person.sees('You seem to be offline.');
    },
  },
  {
    name: 'forgot-user-id',
    nobody: true,
    reach: async ({ person }) => {
      await person.open('/forgot-user-id');
      await person.heading('Find your user ID');
    },
  },
  {
    name: 'user-id-mailed',
    nobody: true,
    reach: async ({ person }) => {
      await person.open('/forgot-user-id');
      await person.fill('Email address', 'nobody@example.com');
      await person.tick();
      await person.press('Send my user ID');
      await person.heading('Check your email');
    },
  },
  {
    name: 'out-of-order',
    nobody: true,
    reach: async ({ person }) => {
      await person.open('/new-password');
      await person.sees('Please complete the earlier steps first.');
    },
  },
  {
    name: 'busy',
    nobody: true,
    reach: async (scene) => {
      const { person, deployment } = scene;
      // A passed captcha keeps its size, and this one must fit every window.
      await person.page.setViewportSize({ width: 320, height: 640 });
      await person.page.clock.install();
      await person.page.route(`${deployment.endpoints.api}/password-resets`, () => undefined);
      await askForReset(scene);
      await person.page.getByRole('button', { name: 'Sending…' }).waitFor();
      await person.page.clock.fastForward(10_000);
      await person.sees('This is taking longer than usual.');
    },
  },
  {
    name: 'service-down',
    nobody: true,
    provoked: [502],
    reach: async (scene) => {
      const { person, deployment } = scene;
      await person.page.route(`${deployment.endpoints.api}/password-resets`, (route) =>
        route.fulfill({
          status: 502,
          contentType: 'text/html',
          headers: { 'Access-Control-Allow-Origin': '*' },
          body: '<h1>Bad Gateway</h1>',
        }),
      );
      await askForReset(scene);
      await person.sees('The service is not available right now.');
    },
  },
  {
    name: 'storage-refused',
    reach: async (scene) => {
      await scene.person.page.addInitScript(() => {
        const refuse = () => {
          throw new DOMException('The storage is refused', 'SecurityError');
        };
        Object.defineProperty(window, 'sessionStorage', { get: refuse });
        Object.defineProperty(window, 'localStorage', { get: refuse });
      });
      await askForReset(scene);
      await scene.person.heading('Enter the code');
    },
  },
  {
    name: 'back-from-open-reset',
    reach: async (scene) => {
      const { person } = scene;
      await person.open('/forgot-password');
      await enterCode(scene);
      await person.page.goBack();
      await person.sees('You’ve already started a reset in this tab.');
    },
  },
  {
    name: 'forgot-password-address',
    nobody: true,
    reach: async ({ person }) => {
      await person.open('/forgot-password');
      await person.fill('User ID', 'nobody@example.com');
      await person.sees('This looks like an email address.');
    },
  },
  {
    name: 'code-elsewhere',
    nobody: true,
    reach: async ({ person }) => {
      await person.open('/forgot-password');
      await person.follow('I have a code');
      await person.sees('Open the email with the code');
    },
  },
  {
    name: 'answer-lost',
    nobody: true,
    // The page repeats the call, and the service refuses the used token.
    provoked: [400],
    reach: async (scene) => {
      const { person, deployment } = scene;
      let calls = 0;
      await person.page.route(`${deployment.endpoints.api}/password-resets`, async (route) => {
        calls += 1;
        if (calls > 1) return route.continue();
        await route.fetch();
        return route.abort('internetdisconnected');
      });
      await askForReset(scene);
      await person.sees('your request may have arrived');
    },
  },
  {
    name: 'enter-code-for-user',
    nobody: true,
    reach: async (scene) => {
      await askForReset(scene);
      await scene.person.sees('For nobody');
    },
  },
  { name: 'enter-code', reach: enterCode },
  {
    name: 'no-mail-help',
    reach: async (scene) => {
      await enterCode(scene);
      await scene.person.page.getByText('What to check').click();
      await scene.person.sees('Check your spam folder');
    },
  },
  {
    name: 'code-complete',
    reach: async (scene) => {
      await enterCode(scene);
      await scene.person.fill('Code from the email', '0000 0000');
      await scene.person.sees('The code is complete.');
    },
  },
  {
    name: 'code-too-long',
    reach: async (scene) => {
      await enterCode(scene);
      await scene.person.fill('Code from the email', '12345678 12345678');
      await scene.person.sees('That is more than 8 digits.');
    },
  },
  {
    name: 'reset-ended',
    provoked: [400],
    reach: async (scene) => {
      const { deployment, person, userId } = scene;
      const request = await enterCode(scene);
      const mail = await deployment.mailbox.waitFor(addressOf(userId), request.reference);
      // The code is entered elsewhere first.
      await deployment.verify(request, await deployment.otpOf(request, addressOf(userId)));
      await person.enterCode(otpIn(mail));
      await person.heading('Reset your password');
      await person.sees('This reset has expired or has ended.');
    },
  },
  {
    name: 'enter-code-incomplete',
    reach: async (scene) => {
      await enterCode(scene);
      await scene.person.fill('Code from the email', '12');
      await scene.person.press('Continue');
      await scene.person.sees(/Enter all \d+ digits of the code/);
    },
  },
  {
    name: 'wrong-code',
    provoked: [400],
    reach: async (scene) => {
      const request = await enterCode(scene);
      await scene.person.enterCode(await wrongCodeOf(scene, request));
      await scene.person.sees('4 attempts left.');
    },
  },
  {
    name: 'no-attempts-left',
    provoked: [400],
    reach: async (scene) => {
      const request = await started(scene);
      const otp = await wrongCodeOf(scene, request);
      for (let attempt = 1; attempt < 5; attempt += 1) await scene.deployment.verify(request, otp);
      await openRequest(scene, request);
      await scene.person.enterCode(otp);
      await scene.person.sees('no attempts are left');
    },
  },
  {
    name: 'send-new-code',
    reach: async (scene) => {
      await sendNewCode(scene);
      await scene.person.sees('Now complete the security check to send the new code.');
    },
  },
  {
    name: 'new-code-sent',
    reach: async (scene) => {
      await sendNewCode(scene);
      await scene.person.tickToGoOn();
      await scene.person.sees('A new code is on its way');
    },
  },
  {
    name: 'code-expired',
    reach: async (scene) => {
      await scene.person.page.clock.install();
      await enterCode(scene);
      await letPass(scene, 30);
      await scene.person.heading('This reset has timed out');
    },
  },
  { name: 'new-password', reach: newPassword },
  {
    name: 'new-password-refused',
    provoked: [400],
    reach: async (scene) => {
      await newPassword(scene);
      await submitPassword(scene, `${scene.userId}!${scene.userId}`);
      await scene.person.sees('It’s based on your user ID');
      await scene.person.sees('Strength: weak');
    },
  },
  {
    name: 'new-password-too-short',
    reach: async (scene) => {
      await newPassword(scene);
      await scene.person.fill('New password', 'sunny');
      await scene.person.fill('Confirm new password', 'rainy');
      await scene.person.press('RESET PASSWORD');
      await scene.person.sees('Strength: weak');
      await scene.person.sees('It’s too short: use at least 15 characters.');
    },
  },
  {
    name: 'new-password-strong',
    reach: async (scene) => {
      await newPassword(scene);
      await scene.person.fill('New password', PASSWORD);
      await scene.person.fill('Confirm new password', PASSWORD);
      await scene.person.sees('Strength: strong');
      await scene.person.sees('The passwords match.');
    },
  },
  {
    name: 'new-password-expired',
    reach: async (scene) => {
      await scene.person.page.clock.install();
      await newPassword(scene);
      await letPass(scene, 30);
      await scene.person.heading('This reset has timed out');
    },
  },
  {
    name: 'step-done',
    reach: async (scene) => {
      await newPassword(scene);
      await scene.person.open('/enter-code');
      await scene.person.heading('Choose a new password');
      await scene.person.sees('That step is already done.');
    },
  },
  {
    name: 'new-passwords-differ',
    reach: async (scene) => {
      await newPassword(scene);
      await scene.person.fill('New password', PASSWORD);
      await scene.person.press('RESET PASSWORD');
      await scene.person.sees('The passwords do not match.');
    },
  },
  {
    name: 'done',
    reach: async (scene) => {
      await newPassword(scene);
      await submitPassword(scene, PASSWORD);
      await scene.person.heading('Password changed');
    },
  },
  {
    name: 'report',
    reach: async (scene) => {
      const { deployment, person, userId } = scene;
      const { reference } = await started(scene);
      const mail = await deployment.mailbox.waitFor(addressOf(userId), reference);
      await person.open(`/report#${reportTokenIn(mail)}`);
      await person.sees('Opening this page has not changed anything.');
    },
  },
  {
    name: 'report-change',
    nobody: true,
    reach: async ({ person }) => {
      await person.open(`/report-change#${'N'.repeat(43)}.${'p'.repeat(43)}`);
      await person.heading('Password changed without you?');
    },
  },
  {
    name: 'change-reported',
    nobody: true,
    reach: async ({ person }) => {
      await person.open(`/report-change#${'N'.repeat(43)}.${'p'.repeat(43)}`);
      await person.press('This wasn’t me');
      await person.heading('Do this now');
    },
  },
  {
    name: 'report-incomplete',
    nobody: true,
    reach: async ({ person }) => {
      await person.open('/report');
      await person.sees('This link is incomplete.');
    },
  },
  {
    name: 'reported',
    reach: async (scene) => {
      const { deployment, person, userId } = scene;
      const { reference } = await started(scene);
      const mail = await deployment.mailbox.waitFor(addressOf(userId), reference);
      await person.open(`/report#${reportTokenIn(mail)}`);
      await person.press('Stop the request');
      await person.heading('Thank you for telling us');
    },
  },
  {
    name: 'not-found',
    nobody: true,
    provoked: [403, 404],
    reach: async ({ person }) => {
      await person.open('/no/such/page');
      await person.heading('Page not found');
    },
  },
  {
    name: 'pages-not-loaded',
    nobody: true,
    provoked: [404],
    // The settings are, and nothing reads them.
    warning: 'was preloaded using link preload but not used',
    // One sentence stands in place of the pages.
    accepted: ['page-has-heading-one'],
    reach: async ({ person }) => {
      await person.page.route('**/assets/main-*.js', (route) => route.fulfill({ status: 404 }));
      await person.open('/');
      await person.sees('This page is slow to load, or could not be loaded.');
    },
  },
  {
    name: 'settings-loading',
    nobody: true,
    // The page has no heading yet.
    accepted: ['page-has-heading-one'],
    reach: async ({ person }) => {
      await person.page.route('**/config.json', () => undefined);
      await person.open('/');
      await person.sees('One moment…');
    },
  },
  {
    name: 'settings-broken',
    nobody: true,
    reach: async ({ person }) => {
      await person.page.route('**/config.json', (route) => route.fulfill({ status: 200, body: '{}' }));
      await person.open('/');
      await person.heading('This page cannot be shown right now');
    },
  },
];
