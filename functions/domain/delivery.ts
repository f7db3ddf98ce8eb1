/** Kinds of mails that the service sends. */
export const MAIL_KINDS = [
  'otp',
  'password-changed',
  'user-id-list',
  'limit-reached',
  'reset-refused',
  'addresses-changed',
] as const;

/** Kind of a mail. */
export type MailKind = (typeof MAIL_KINDS)[number];

/** Outcomes that the mail service can report about a mail that it accepted. */
export type DeliveryOutcome = 'delivered' | 'bounced' | 'complained' | 'rejected';

/**
 * Reasons as Amazon SES writes them: type and subtype of a bounce, feedback type of a complaint, reason of a
 * rejection. The list is closed, so that no text from a foreign mail server is stored or published.
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

/** Reason of an outcome; `unlisted` for any text outside the closed list. */
export type DeliveryReason = (typeof DELIVERY_REASONS)[number] | 'unlisted';

/** Reason of the closed list that equals the text, or `unlisted`. */
export const deliveryReason = (text: string): DeliveryReason =>
  DELIVERY_REASONS.find((reason) => reason === text) ?? 'unlisted';

/** Latest outcome of one mail to one address. */
export interface Delivery {
  readonly mail: MailKind;
  /** Keyed digest of the address, as in audit events; the address itself is not stored. */
  readonly recipient: string;
  readonly outcome: DeliveryOutcome;
  /** Absent if the mail was delivered. */
  readonly reason?: DeliveryReason;
  /** Epoch seconds at which the mail service observed it. */
  readonly at: number;
}

/** Outcomes by the message ID of the mail service; each mail goes to one address. */
export type Deliveries = Readonly<Record<string, Delivery>>;

/**
 * Maximum number of outcomes per record. Three codes, notices of a limit and one notice of the change make
 * some five mails per address, and few accounts have four addresses. The item stays far below DynamoDB's limit of
 * 400 KB.
 */
export const MAXIMUM_DELIVERIES = 20;

/**
 * Outcomes that each outcome replaces. Events can come twice and in any order, so a late `delivered` replaces
 * nothing.
 */
export const REPLACED_BY: Readonly<Record<DeliveryOutcome, readonly DeliveryOutcome[]>> = {
  delivered: [],
  bounced: ['delivered'],
  rejected: ['delivered'],
  complained: ['delivered', 'bounced', 'rejected'],
};

/** Whether the deliveries of a record accept this outcome of a mail. */
export function acceptsDelivery(deliveries: Deliveries | undefined, messageId: string, { outcome }: Delivery): boolean {
  if (deliveries === undefined) return false;
  const known = Object.hasOwn(deliveries, messageId) ? deliveries[messageId] : undefined;
  if (known !== undefined) return REPLACED_BY[outcome].includes(known.outcome);
  return Object.keys(deliveries).length < MAXIMUM_DELIVERIES;
}
