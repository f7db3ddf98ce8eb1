/** The mails that the service sends. */
export const MAIL_KINDS = ['otp', 'password-changed', 'user-id-list', 'recovery-paused'] as const;

export type MailKind = (typeof MAIL_KINDS)[number];

/** What the mail service can tell of a mail that it had taken. */
export type DeliveryOutcome = 'delivered' | 'bounced' | 'complained' | 'rejected';

/**
 * Why, in the words of Amazon SES: type and subtype of a bounce, feedback type of a complaint, reason of a rejection. The list
 * is closed, so that nothing which a stranger's mail server writes is stored or published.
 */
export const DELIVERY_REASONS = [
  'Undetermined/Undetermined',
  'Permanent/General',
  'Permanent/NoEmail',
  'Permanent/Suppressed',
  'Permanent/OnAccountSuppressionList',
  'Permanent/UnsubscribedRecipient',
  'Transient/General',
  'Transient/MailboxFull',
  'Transient/MessageTooLarge',
  'Transient/CustomTimeoutExceeded',
  'Transient/ContentRejected',
  'Transient/AttachmentRejected',
  'OnAccountSuppressionList',
  'abuse',
  'auth-failure',
  'fraud',
  'not-spam',
  'other',
  'virus',
  'Bad content',
] as const;

export type DeliveryReason = (typeof DELIVERY_REASONS)[number] | 'unlisted';

/** The reason of the closed list that a text is, or `unlisted`. */
export const deliveryReason = (text: string): DeliveryReason =>
  DELIVERY_REASONS.find((reason) => reason === text) ?? 'unlisted';

/** The last word on one mail to one address. */
export interface Delivery {
  readonly mail: MailKind;
  /** Names the address as audit events name a subject: by a keyed digest, never in clear. */
  readonly recipient: string;
  readonly outcome: DeliveryOutcome;
  /** Absent where the mail was delivered. */
  readonly reason?: DeliveryReason;
  /** Epoch seconds at which the mail service saw it. */
  readonly at: number;
}

/** By the mail service's message ID: each mail goes to one address. */
export type Deliveries = Readonly<Record<string, Delivery>>;

/**
 * Three codes, one notice that recovery is paused and one of the change make five mails an address, and four registered
 * addresses are many. It keeps an item far below DynamoDB's 400 KB.
 */
export const MAXIMUM_DELIVERIES = 20;

/** Events come twice and in any order: an outcome takes the place of these alone, so a late `delivered` of none. */
export const REPLACED_BY: Readonly<Record<DeliveryOutcome, readonly DeliveryOutcome[]>> = {
  delivered: [],
  bounced: ['delivered'],
  rejected: ['delivered'],
  complained: ['delivered', 'bounced', 'rejected'],
};

/** Whether a record's deliveries take in another word on a mail. */
export function acceptsDelivery(deliveries: Deliveries | undefined, messageId: string, { outcome }: Delivery): boolean {
  if (deliveries === undefined) return false;
  const known = Object.hasOwn(deliveries, messageId) ? deliveries[messageId] : undefined;
  if (known !== undefined) return REPLACED_BY[outcome].includes(known.outcome);
  return Object.keys(deliveries).length < MAXIMUM_DELIVERIES;
}
