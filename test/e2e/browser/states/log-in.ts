import { logIn, type State } from './scene.ts';

/** Logging in, and the account. */
export const loginStates: readonly State[] = [
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
];
