import { askForReset, enterCode, type State } from './scene.ts';

/** The start of a reset, and the reminder of a user ID. */
export const startStates: readonly State[] = [
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
    name: 'forgot-password-address',
    nobody: true,
    reach: async ({ person }) => {
      await person.open('/forgot-password');
      await person.fill('User ID', 'nobody@example.com');
      await person.sees('This looks like an email address.');
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
      await person.page.route(`${deployment.siteApi}/password-resets`, () => undefined);
      await askForReset(scene);
      await person.page.getByRole('button', { name: 'Sending…' }).waitFor();
      await person.page.clock.fastForward(10_000);
      await person.sees('This is taking longer than usual.');
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
];
