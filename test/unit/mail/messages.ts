import type { Circumstances } from '../../../functions/domain/moment.ts';
import { Secret } from '../../../functions/domain/secret.ts';
import type { Message } from '../../../functions/ports.ts';
import type { Brand } from '../../../functions/mail/content.ts';

export const brand: Brand = {
  productName: 'Example Bank',
  siteUrl: 'https://login.example.com',
  colours: { accent: '#1f5c57', onAccent: '#ffffff', accentDark: '#7fcfc3', onAccentDark: '#0b2523' },
};

/** Brand with all optional parts. */
export const fullBrand: Brand = {
  ...brand,
  logoUrl: 'https://login.example.com/logo.png',
  supportContact: 'help@example.com',
};

export const circumstances: Circumstances = {
  at: Date.parse('2026-03-09T14:22:10Z') / 1000,
  network: '203.0.113.0/24',
  browser: { family: 'Firefox', system: 'Windows' },
};

export const CONTINUATION = `${'M'.repeat(43)}.1.${'q'.repeat(43)}`;
export const REPORT_TOKEN = `${'N'.repeat(43)}.${'p'.repeat(43)}`;

type OfKind<Kind extends Message['kind']> = Extract<Message, { kind: Kind }>;

export const otpMessage: OfKind<'otp'> = {
  kind: 'otp',
  to: 'alice@example.com',
  asked: circumstances,
  otp: new Secret('04711815'),
  reference: 'K7QM-2XPD',
  expiresAt: new Date('2026-03-09T14:32:00Z'),
  minutes: 10,
  reportToken: new Secret(REPORT_TOKEN),
  continuation: new Secret(CONTINUATION),
};

export const passwordChangedMessage: OfKind<'password-changed'> = {
  kind: 'password-changed',
  to: 'alice@example.com',
  userId: 'alice',
  reference: 'K7QM-2XPD',
  changedAt: new Date('2026-03-09T23:59:30Z'),
  applied: circumstances,
  reportToken: new Secret(REPORT_TOKEN),
};

export const userIdListMessage: OfKind<'user-id-list'> = {
  kind: 'user-id-list',
  to: 'dana@example.com',
  asked: circumstances,
  userIds: ['dana', 'dana.admin'],
};

export const limitReachedMessage: OfKind<'limit-reached'> = {
  kind: 'limit-reached',
  to: 'alice@example.com',
  asked: circumstances,
  userId: 'alice',
  reference: 'K7QM-2XPD',
  until: new Date('2026-03-09T15:10:00Z'),
  continuation: new Secret(CONTINUATION),
};

export const resetRefusedMessage: OfKind<'reset-refused'> = {
  kind: 'reset-refused',
  to: 'alice@example.com',
  userId: 'alice',
  reference: 'K7QM-2XPD',
  applied: circumstances,
};

export const addressesChangedMessage: OfKind<'addresses-changed'> = {
  kind: 'addresses-changed',
  to: 'alice@example.com',
  userId: 'alice',
  changedAt: new Date('2026-03-09T11:05:00Z'),
};

export const otpByAdministratorMessage: OfKind<'otp'> = { ...otpMessage, startedBy: 'administrator', asked: undefined };

/** One message of each kind. */
export const everyMessage: readonly Message[] = [
  otpMessage,
  passwordChangedMessage,
  userIdListMessage,
  limitReachedMessage,
  resetRefusedMessage,
  addressesChangedMessage,
];
