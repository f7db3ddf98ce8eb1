import { mailEvents } from '../../functions/triggers/mail-events.ts';
import { sesEvent, type SesEventType } from '../../local/emulators/ses-events.ts';
import { World } from '../../testkit/fakes/world.ts';
import { recorder } from './counted-by-functions.ts';

const origin = { account: '000000000000', region: 'us-east-1', configurationSet: 'password-reset-laptop' };

const BOUNCE = { bounceType: 'Permanent', bounceSubType: 'NoEmail' };
const TYPES: readonly (readonly [SesEventType, object])[] = [
  ['Delivery', {}],
  ['Bounce', BOUNCE],
  ['Complaint', { complaintFeedbackType: 'abuse' }],
  ['Reject', { reason: 'Bad content' }],
];

/** One event of each type about a mail, the first one twice, and one event of another account. */
export async function countedByMailEvents(): Promise<Set<string>> {
  const { telemetry, counted } = recorder();
  const world = new World();
  await world.start('alice');
  const mail = (messageId: string) => ({
    messageId,
    source: 'no-reply@example.com',
    to: 'alice@example.com',
    subject: 'Your code',
    configurationSet: origin.configurationSet,
    tags: { mail: 'otp', ...world.mailer.labels[0] },
    sentAt: world.clock.now(),
  });
  const handler = mailEvents(world, origin, telemetry);
  for (const [index, [type, told]] of TYPES.entries()) await handler(sesEvent(type, mail(`mail-${index}`), told));
  const again = sesEvent('Delivery', mail('mail-0'));
  await handler(again);
  await handler({ ...again, account: '999999999999' });
  return counted;
}
