import type { RequestItem } from '../../../cli/ops/request-items.ts';
import { viewOf } from '../../../cli/ops/request-view.ts';
import { callFrom } from '../../../testkit/fakes/caller.ts';

const now = new Date('2026-11-24T10:05:00Z');
const at = (time: string) => Date.parse(`2026-11-24T${time}Z`) / 1000;

const sent: RequestItem = {
  reference: 'K7QM-2XPD',
  state: 'SENT',
  createdAt: at('10:00:00'),
  openUntil: at('10:10:00'),
  resendAt: at('10:01:00'),
  issue: 1,
  attempts: 2,
  passwordTries: 0,
  sequence: 4,
  codeDigest: 'digest-of-the-code',
  lastEvent: {
    event: 'otp_attempted',
    at: '2026-11-24T10:04:00.000Z',
    actor: 'self',
    origin: callFrom('198.51.100.7').origin,
  },
};

describe('the view of a request', () => {
  test('has the state, without digests and without the source', () => {
    const view = viewOf(sent, now);
    expect(view).toMatchObject({ state: 'SENT', expired: false, guessesAtPresentCode: 2, mail: 'sent', sequence: 4 });
    expect(JSON.stringify(view)).not.toMatch(/digest-of-the-code|198\.51/);
  });

  test('says that it has expired', () => {
    expect(viewOf(sent, new Date('2026-11-24T10:10:00Z')).expired).toBe(true);
  });

  test.each<[string, Partial<RequestItem>, string]>([
    [
      'is pending',
      { pending: 'mail-0', pendingAt: at('10:00:00'), state: 'REQUESTED' },
      'pending since 2026-11-24T10:00:00.000Z',
    ],
    ['was suppressed', { codeDigest: undefined, suppressedFor: 'no-address' }, 'not sent: no-address'],
    ['was used', { codeDigest: undefined, state: 'COMPLETED' }, 'sent, and its code was entered'],
    ['has no valid code', { codeDigest: undefined, state: 'LOCKED' }, 'the audit trail says'],
  ])('says that the mail %s', (_what, change, mail) => {
    expect(viewOf({ ...sent, ...change }, now).mail).toContain(mail);
  });

  test('has the outcome of each mail, with its time', () => {
    const delivery = { mail: 'otp', recipient: 'digest-1', outcome: 'bounced', reason: 'Permanent/NoEmail' } as const;
    const deliveries = { 'message-1': { ...delivery, at: at('10:01:00') } };
    expect(viewOf({ ...sent, deliveries }, now).deliveries).toEqual([{ ...delivery, at: '2026-11-24T10:01:00.000Z' }]);
    expect(viewOf(sent, now).deliveries).toEqual([]);
  });
});
