import { closeSync, openSync, writeSync } from 'node:fs';
import { sealed, withDigest } from '../../functions/domain/audit-chain.ts';
import { checkpointsOf } from '../../functions/domain/audit-checkpoint.ts';
import { type AuditEventName, OUTCOMES } from '../../functions/domain/audit-event.ts';
import { factsOf } from '../../functions/domain/audit-facts.ts';
import { digest, type Pepper } from '../../functions/domain/digest.ts';
import { type EventFacts, type PublishedEvent, SCHEMA_VERSION } from '../../functions/domain/published-event.ts';

/** Key of the MACs, as the laptop's Secrets Manager has it. */
export interface LongTrailOptions {
  readonly file: string;
  /** Number of events without the checkpoints. */
  readonly events: number;
  readonly start: Date;
  /** Milliseconds over which the events are spread evenly. */
  readonly length: number;
  readonly key: Pepper;
}

const STEPS: readonly AuditEventName[] = [
  'reset_requested',
  'otp_mailed',
  'mail_delivered',
  'otp_attempted',
  'otp_verified',
  'password_applying',
  'password_changed',
  'sessions_ended',
  'change_notified',
];

const HOUR = 3_600_000;

/** Characters that are written at once. */
const GATHERED = 1_000_000;

const BUILD = '0123456789ab';

/** Writes a trail of complete resets and of failed logins, one in ten events, with its hourly checkpoints. */
export function writeLongTrail({ file, events, start, length, key }: LongTrailOptions): void {
  const out = openSync(file, 'w');
  let [hour, last, written] = [Math.floor(start.getTime() / HOUR), 0, 0];
  let digests: string[] = [];
  let previousCheckpoint: string | undefined;
  let gathered = '';
  const put = (event: PublishedEvent) => {
    gathered += `${JSON.stringify({ audit: event })}\n`;
    if (gathered.length < GATHERED) return;
    writeSync(out, gathered);
    gathered = '';
  };
  const closeHour = () => {
    const period = { from: new Date(hour * HOUR), until: new Date((hour + 1) * HOUR) };
    for (const record of checkpointsOf(period, digests, { last, at: new Date(period.until.getTime() + HOUR / 4) })) {
      const [facts] = factsOf(record);
      if (facts === undefined) throw new Error('a checkpoint has no event');
      const event = sealed(facts, BUILD, previousCheckpoint, key);
      previousCheckpoint = event.digest;
      last = record.sequence;
      put(event);
    }
    digests = [];
    hour += 1;
  };
  try {
    for (let request = 0; written < events; request++) {
      const begins = start.getTime() + Math.floor((written / events) * length);
      while (begins >= (hour + 1) * HOUR) closeHour();
      for (const event of [...reset(request, begins, key), failedLogin(request, begins)]) {
        put(event);
        digests.push(event.digest);
        written += 1;
      }
    }
    closeHour();
    writeSync(out, gathered);
  } finally {
    closeSync(out);
  }
}

const reference = (request: number): string => {
  const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
  const text = Array.from({ length: 8 }, (_, place) => letters.charAt(Math.floor(request / 32 ** place) % 32)).join('');
  return `${text.slice(0, 4)}-${text.slice(4)}`;
};

function common(request: number, name: AuditEventName, at: number) {
  return {
    schema: SCHEMA_VERSION,
    event: name,
    outcome: OUTCOMES[name],
    at: new Date(at).toISOString(),
    subject: digest(`subject ${request % 50_000}`).slice(0, 22),
    subjectKey: '1',
    sourcePrefix: `203.0.${request % 250}.0/24`,
    sourceDigest: digest(`source ${request % 90_000}`).slice(0, 22),
    sourceKey: '1',
    policy: 'digits8-min15-5x3x10',
    directory: 'built-in',
  } as const;
}

function* reset(request: number, begins: number, key: Pepper): Generator<PublishedEvent> {
  const id = digest(`request ${request}`);
  let previous: string | undefined;
  for (const [index, name] of STEPS.entries()) {
    const facts: EventFacts = {
      ...common(request, name, begins + index * 100),
      id: `${id}:${index + 1}`,
      actor: 'self',
      request: id,
      sequence: index + 1,
      reference: reference(request),
      state: 'SENT',
      issue: 1,
      attempts: index >= STEPS.indexOf('otp_attempted') ? 1 : 0,
      ...(name === 'mail_delivered' && { mail: 'otp' as const }),
    };
    const event = sealed(facts, BUILD, previous, key);
    previous = event.digest;
    yield event;
  }
}

const failedLogin = (request: number, at: number): PublishedEvent =>
  withDigest({ ...common(request, 'login_failed', at), id: `login-${request}`, actor: 'self' }, BUILD);
