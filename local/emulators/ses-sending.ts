import { type EventBridgeEvent, type SentMail, sesEvent, type SesEventType } from './ses-events.ts';
import type { AskedMail } from './ses-form.ts';
import type { SuppressionList, SuppressionReason } from './suppression-list.ts';

/** Options of one of the template's configuration sets. */
export type ConfigurationSets = ReadonlyMap<
  string,
  { readonly suppressedReasons: readonly SuppressionReason[]; readonly publishedEvents: readonly SesEventType[] }
>;

/** Outcome of a mail that SES has accepted, chosen by a test. */
export const FATES = ['bounce', 'complaint', 'virus'] as const;

export type Fate = (typeof FATES)[number];

interface Outcome {
  /** Whether the mail reaches the mailbox. */
  readonly arrives: boolean;
  readonly suppresses?: SuppressionReason;
  /** In the order in which SES publishes them. */
  readonly events: readonly (readonly [SesEventType, object?])[];
}

const bounced = (bounceSubType: string): Outcome => ({
  arrives: false,
  events: [['Bounce', { bounceType: 'Permanent', bounceSubType }]],
});
const DELIVERED: Outcome = { arrives: true, events: [['Delivery']] };
const COMPLAINED: Outcome = {
  arrives: true,
  events: [
    ['Delivery'],
    ['Complaint', { complaintFeedbackType: 'abuse', userAgent: 'ExampleCorp Feedback Loop (V0.01)' }],
  ],
};

const FATED: Readonly<Record<Fate, Outcome>> = {
  bounce: { ...bounced('General'), suppresses: 'BOUNCE' },
  complaint: { ...COMPLAINED, suppresses: 'COMPLAINT' },
  virus: { arrives: false, events: [['Reject', { reason: 'Bad content' }]] },
};

/** SES's mailbox simulator: its outcomes are published like any other, but put no address on the suppression list. */
const SIMULATED: Readonly<Record<string, Outcome>> = {
  bounce: bounced('General'),
  complaint: COMPLAINED,
  suppressionlist: bounced('Suppressed'),
};

const ON_LIST: Readonly<Record<SuppressionReason, Outcome>> = {
  BOUNCE: bounced('OnAccountSuppressionList'),
  COMPLAINT: { arrives: false, events: [['Complaint', { complaintSubType: 'OnAccountSuppressionList' }]] },
};

/** Delivers accepted mails or not, keeps the suppression list and publishes the events of both, as SES does. */
export class SesSending {
  readonly #configurationSets: ConfigurationSets;
  readonly #suppressed: SuppressionList;

  constructor(configurationSets: ConfigurationSets, suppressed: SuppressionList) {
    this.#configurationSets = configurationSets;
    this.#suppressed = suppressed;
  }

  /** Whether a mail of this kind reaches the mailbox. */
  arrives(mail: AskedMail, fate: Fate | undefined): boolean {
    return this.#outcome(mail, fate).arrives;
  }

  /** Settles a mail that was taken, and gives the events that its configuration set publishes. */
  settle(mail: SentMail, fate: Fate | undefined): EventBridgeEvent[] {
    const { suppresses, events } = this.#outcome(mail, fate);
    const { suppressedReasons = [], publishedEvents = [] } = this.#configurationSets.get(mail.configurationSet) ?? {};
    if (suppresses !== undefined && suppressedReasons.includes(suppresses)) this.#suppressed.put(mail.to, suppresses);
    return ([['Send'], ...events] as const)
      .filter(([type]) => publishedEvents.includes(type))
      .map(([type, details]) => sesEvent(type, mail, details));
  }

  #outcome({ to, configurationSet }: AskedMail, fate: Fate | undefined): Outcome {
    const listed = this.#suppressed.reasonFor(to);
    const { suppressedReasons = [] } = this.#configurationSets.get(configurationSet) ?? {};
    if (listed !== undefined && suppressedReasons.includes(listed)) return ON_LIST[listed];
    if (fate !== undefined) return FATED[fate];
    const simulated = /^([^+@]+)(?:\+[^@]*)?@simulator\.amazonses\.com$/i.exec(to)?.[1]?.toLowerCase() ?? '';
    return Object.hasOwn(SIMULATED, simulated) ? (SIMULATED[simulated] ?? DELIVERED) : DELIVERED;
  }
}
