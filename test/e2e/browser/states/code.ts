import { otpIn } from '../../../../testkit/deployment/mailbox.ts';
import {
  addressOf,
  askForReset,
  enterCode,
  letPass,
  openRequest,
  sendNewCode,
  started,
  wrongCodeOf,
  type State,
} from './scene.ts';

/** Fragment of the link in a mail whose code expires in so many minutes. */
const linkOfMail = (minutes: number): string =>
  new URLSearchParams({
    continuation: `${'N'.repeat(43)}.1.${'p'.repeat(43)}`,
    reference: 'K7QX-2M4D',
    expiresAt: new Date(Date.now() + minutes * 60_000).toISOString(),
  }).toString();

/** The code, and what becomes of it. */
export const codeStates: readonly State[] = [
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
    name: 'code-expired',
    reach: async (scene) => {
      await scene.person.page.clock.install();
      await enterCode(scene);
      await letPass(scene, 30);
      await scene.person.heading('This reset has timed out');
    },
  },
  {
    name: 'code-answer-lost',
    // The page repeats the call, and the service refuses the used token.
    provoked: [400],
    reach: async (scene) => {
      const { person } = scene;
      const request = await enterCode(scene);
      let calls = 0;
      await person.page.route('**/password-resets/verify', async (route) => {
        calls += 1;
        if (calls > 1) return route.continue();
        await route.fetch();
        return route.abort('internetdisconnected');
      });
      await person.enterCode(await scene.deployment.otpOf(request, addressOf(scene.userId)));
      await person.sees('The connection was interrupted before the answer arrived.');
    },
  },
  {
    name: 'enter-code-by-mail',
    nobody: true,
    reach: async ({ person }) => {
      await person.open(`/enter-code#${linkOfMail(10)}`);
      await person.heading('Enter the code');
    },
  },
  {
    name: 'code-expired-by-mail',
    nobody: true,
    reach: async ({ person }) => {
      await person.open(`/enter-code#${linkOfMail(-10)}`);
      await person.sees('The code in that email has expired.');
    },
  },
];
