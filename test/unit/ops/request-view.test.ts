import type { RequestItem } from '../../../cli/ops/request-items.ts';
import { viewOf } from '../../../cli/ops/request-view.ts';
import { callFrom } from '../../../testkit/fakes/caller.ts';

const now = new Date('2026-11-24T10:05:00Z');
const at = (time: string) => Date.parse(`2026-11-24T${time}Z`) / 1000;

const sent: RequestItem = {
  key: 'RESET#digest-of-the-id',
  userId: 'gina',
  codeIssue: 1,
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
    const view = viewOf(sent, now, 5);
    expect(view).toMatchObject({ state: 'SENT', expired: false, guessesAtPresentCode: 2, mail: 'sent', sequence: 4 });
    expect(JSON.stringify(view)).not.toMatch(/digest-of-the-code|198\.51/);
  });

  test('says that it has expired', () => {
    expect(viewOf(sent, new Date('2026-11-24T10:10:00Z'), 5).expired).toBe(true);
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
    expect(viewOf({ ...sent, ...change }, now, 5).mail).toContain(mail);
  });

  test('says in words why no code was mailed, and nothing where one was', () => {
    const view = (change: Partial<RequestItem>) => viewOf({ ...sent, ...change }, now, 5).notMailed;
    expect(view({ codeDigest: undefined, suppressedFor: 'account-disabled' })).toBe('the user is disabled');
    expect(view({})).toBeNull();
  });

  test.each<[string, Partial<RequestItem>, string]>([
    ['the guesses that are left', {}, 'the field for the code, with 3 guesses left, until 2026-11-24T10:10:00.000Z'],
    ['from when another code can be asked for', { resendAt: at('10:06:00') }, 'from 2026-11-24T10:06:00.000Z'],
    ['that no guess is left', { attempts: 5, state: 'LOCKED' }, 'that no guess is left'],
    ['the same where it was ended', { state: 'CANCELLED' }, '3 guesses left'],
    ['that the time is over', { openUntil: at('10:04:00') }, 'that the time is over since 2026-11-24T10:04:00.000Z'],
    [
      'the fields for the password',
      { state: 'VERIFIED', verifiedBy: 'starter', resetTokenExpiresAt: at('10:09:00') },
      'the fields for the new password, until 2026-11-24T10:09:00.000Z',
    ],
    ['that it is done', { state: 'COMPLETED', verifiedBy: 'starter' }, 'that the password is changed'],
  ])('says what the page shows: %s', (_what, change, words) => {
    expect(viewOf({ ...sent, ...change }, now, 5).seen).toContain(words);
  });

  test('names the account that a code was mailed to, and nobody where none was', () => {
    expect(viewOf({ ...sent, userId: 'GINA', account: 'gina' }, now, 5).user).toBe('gina');
    const nobody = viewOf({ ...sent, codeIssue: undefined, userId: 'my password, by mistake' }, now, 5);
    expect(nobody.user).toBeNull();
    expect(JSON.stringify(nobody)).not.toContain('my password');
  });

  test('has the outcome of each mail, with its time', () => {
    const delivery = { mail: 'otp', recipient: 'digest-1', outcome: 'bounced', reason: 'Permanent/NoEmail' } as const;
    const deliveries = { 'message-1': { ...delivery, at: at('10:01:00') } };
    expect(viewOf({ ...sent, deliveries }, now, 5).deliveries).toEqual([
      { ...delivery, at: '2026-11-24T10:01:00.000Z' },
    ]);
    expect(viewOf(sent, now, 5).deliveries).toEqual([]);
  });
});
