import { letPass, newPassword, submitPassword, type State } from './scene.ts';

const PASSWORD = 'three old bridges over a river';

/** The new password. */
export const passwordStates: readonly State[] = [
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
    name: 'new-passwords-differ',
    reach: async (scene) => {
      await newPassword(scene);
      await scene.person.fill('New password', PASSWORD);
      await scene.person.press('RESET PASSWORD');
      await scene.person.sees('The passwords do not match.');
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
    name: 'done',
    reach: async (scene) => {
      await newPassword(scene);
      await submitPassword(scene, PASSWORD);
      await scene.person.heading('Password changed');
    },
  },
  {
    name: 'new-password-unsettled',
    reach: async (scene) => {
      await newPassword(scene);
      await scene.person.page.route('**/password-resets/complete', async (route) => {
        await route.fetch();
        return route.abort('internetdisconnected');
      });
      await submitPassword(scene, PASSWORD);
      await scene.person.sees('We could not confirm the change');
    },
  },
  {
    name: 'done-of-an-application',
    nobody: true,
    reach: async ({ person }) => {
      const login = 'https://shop.example/login';
      await person.page.route('**/config.json', async (route) => {
        const config: object = await (await route.fetch()).json();
        await route.fulfill({ json: { ...config, returnUrls: [login] } });
      });
      await person.open(`/forgot-password?returnTo=${encodeURIComponent(login)}`);
      await person.heading('Reset your password');
      await person.page.evaluate(() => {
        sessionStorage.setItem('reset', JSON.stringify({ step: 'done', loginUrl: '/' }));
      });
      await person.open('/done');
      await person.page.locator(`a.button[href="${login}"]`).waitFor();
    },
  },
];
