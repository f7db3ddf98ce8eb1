import { reportTokenIn } from '../../../../testkit/deployment/mailbox.ts';
import { addressOf, started, type State } from './scene.ts';

/** What the links "this wasn’t me" of mails lead to. */
export const reportStates: readonly State[] = [
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
];
