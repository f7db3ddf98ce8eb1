import { renewAllowances } from '../allowances.ts';
import { askForReset, captchaInteractive, captchaMode, type State } from './scene.ts';

/** Maximum number of starts of one source address in an hour. */
const STARTS_PER_HOUR = 20;

/** Failures of the network, the service and the browser. */
export const failureStates: readonly State[] = [
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
    name: 'service-down',
    nobody: true,
    provoked: [502],
    reach: async (scene) => {
      const { person, deployment } = scene;
      await person.page.route(`${deployment.siteApi}/password-resets`, (route) =>
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
    name: 'answer-lost',
    nobody: true,
    // The page repeats the call, and the service refuses the used token.
    provoked: [400],
    reach: async (scene) => {
      const { person, deployment } = scene;
      let calls = 0;
      await person.page.route(`${deployment.siteApi}/password-resets`, async (route) => {
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
  {
    name: 'no-script-loaded',
    nobody: true,
    warning: 'was preloaded using link preload but not used',
    // One sentence, in each language, stands in place of the pages.
    accepted: ['page-has-heading-one'],
    provoked: [404],
    reach: async ({ person }) => {
      await person.page.route(/\.js$/, (route) => route.fulfill({ status: 404 }));
      await person.open('/');
      await person.sees('This page is slow to load, or could not be loaded.');
    },
  },
  {
    name: 'language-not-loaded',
    nobody: true,
    provoked: [404],
    reach: async ({ person }) => {
      await person.page.route('**/assets/de-*.js', (route) => route.fulfill({ status: 404 }));
      await person.open('/');
      await person.chooseLanguage('Deutsch');
      await person.sees('That language could not be loaded.');
    },
  },
  {
    name: 'captcha-wants-an-act',
    nobody: true,
    captcha: 'turnstile invisible',
    reach: async (scene) => {
      const { person, userId } = scene;
      await captchaInteractive(scene, true);
      await person.open('/forgot-password');
      await person.fill('User ID', userId);
      await person.press('RESET PASSWORD');
      await person.sees('Complete the security check first.');
    },
    restore: (scene) => captchaInteractive(scene, false),
  },
];
