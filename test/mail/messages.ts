import { Secret } from '../../functions/domain/secret.ts';
import type { Message } from '../../functions/ports.ts';
import type { Brand } from '../../mail/content.ts';

export const brand: Brand = {
  productName: 'Example Bank',
  siteUrl: 'https://login.example.com',
  colours: { accent: '#1f5c57', onAccent: '#ffffff', accentDark: '#7fcfc3', onAccentDark: '#0b2523' },
};

export const REPORT_TOKEN = `${'N'.repeat(43)}.${'p'.repeat(43)}`;

type OfKind<Kind extends Message['kind']> = Extract<Message, { kind: Kind }>;

export const otpMessage: OfKind<'otp'> = {
  kind: 'otp',
  to: 'alice@example.com',
  otp: new Secret('04711815'),
  reference: 'K7QM-2XPD',
  expiresAt: new Date('2026-03-09T14:32:00Z'),
  reportToken: new Secret(REPORT_TOKEN),
};

export const passwordChangedMessage: OfKind<'password-changed'> = {
  kind: 'password-changed',
  to: 'alice@example.com',
  userId: 'alice',
  reference: 'K7QM-2XPD',
  changedAt: new Date('2026-03-09T23:59:30Z'),
  reportToken: new Secret(REPORT_TOKEN),
};

export const userIdListMessage: OfKind<'user-id-list'> = {
  kind: 'user-id-list',
  to: 'dana@example.com',
  userIds: ['dana', 'dana.admin'],
};

export const recoveryPausedMessage: OfKind<'recovery-paused'> = {
  kind: 'recovery-paused',
  to: 'alice@example.com',
  userId: 'alice',
  until: 'tomorrow',
};

export const otpByAdministratorMessage: OfKind<'otp'> = { ...otpMessage, startedBy: 'administrator' };

/** One of each kind. */
export const everyMessage: readonly Message[] = [
  otpMessage,
  passwordChangedMessage,
  userIdListMessage,
  recoveryPausedMessage,
];
