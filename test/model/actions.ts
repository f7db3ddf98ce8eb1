import type { DeliveryOutcome } from '../../functions/domain/delivery.ts';
import { resetKey } from '../../functions/domain/reset-record.ts';
import { cancelOrdered, revokeOrdered } from '../../functions/domain/end-steps.ts';
import { digest } from '../../functions/domain/digest.ts';
import { Secret } from '../../functions/domain/secret.ts';
import { completeReset } from '../../functions/use-cases/complete-reset.ts';
import { deliverPending, redeliverPending } from '../../functions/use-cases/deliver-pending.ts';
import { recordMailOutcome } from '../../functions/use-cases/record-mail-outcome.ts';
import { endRequest, reportReset, reportTokenFor } from '../../functions/use-cases/report-reset.ts';
import { type ResendOtpOutcome, resendOtp } from '../../functions/use-cases/resend-otp.ts';
import type { StartResetOutcome } from '../../functions/use-cases/start-reset.ts';
import type { Clock } from '../../functions/ports.ts';
import { OLD_PASSWORD } from '../../testkit/fakes/world.ts';
import { callFrom } from '../../testkit/fakes/caller.ts';
import { modelRules as rules, type Stage } from './stage.ts';
import { logIn, startReset, verifyOtp } from '../../testkit/fakes/calls.ts';

/** All possible actions, as data. Requests and tokens are numbered from the newest, modulo their number. */
export type Action =
  | { readonly do: 'start'; readonly userId: string }
  | { readonly do: 'deliver' | 'redeliver' | 'redeliver-ahead' | 'rotate' }
  | { readonly do: 'deliver-again'; readonly write: number }
  | {
      readonly do: 'verify';
      readonly request: number;
      readonly code: 'right' | 'wrong' | 'older' | 'of-another';
      readonly lane?: 'mail' | undefined;
    }
  | { readonly do: 'resend'; readonly request: number; readonly lane?: 'mail' | undefined }
  | { readonly do: 'report' | 'cancel'; readonly request: number }
  | { readonly do: 'complete'; readonly token: number; readonly password: string }
  | {
      readonly do: 'directory';
      readonly fault: 'none' | 'before-change' | 'after-change' | 'lost-after-change' | 'down';
    }
  /** Changes an account past the service. */
  | { readonly do: 'change-account'; readonly userId: string }
  /** One of bob's two addresses cannot be reached, or can be again. */
  | { readonly do: 'mail-service'; readonly failing: boolean }
  | { readonly do: 'mail-outcome'; readonly mail: number; readonly outcome: DeliveryOutcome }
  | { readonly do: 'log-in'; readonly userId: string }
  | { readonly do: 'wait'; readonly seconds: number }
  | { readonly do: 'wait-for-expiry'; readonly request: number; readonly offset: -1 | 0 };

const source = '198.51.100.7';
const ADMINISTRATOR = 'arn:aws:iam::111122223333:user/desk';
const SECOND_ADDRESS = 'bob.builder@example.net';

/** Maximum difference between the clocks of two functions, milliseconds. */
const SKEW = 300_000;

const ahead = (clock: Clock): Clock => ({ now: () => new Date(clock.now().getTime() + SKEW) });

export const chosen = <Item>(items: readonly Item[], number: number): Item | undefined =>
  items.at(-1 - (number % items.length));

/** Performs an action and returns the kind of its outcome; `nothing` if there is nothing yet to act on. */
export async function act(stage: Stage, action: Action): Promise<string> {
  await stage.turns.take();
  const { world, ports } = stage;
  switch (action.do) {
    case 'start':
      return start(stage, action.userId);
    case 'deliver':
      return deliver(stage);
    case 'deliver-again':
      return deliverOne(stage, action.write % (stage.delivered || 1));
    case 'redeliver':
      await redeliverPending(ports, rules);
      return 'redelivered';
    case 'redeliver-ahead':
      await redeliverPending(Object.assign({}, ports, { clock: ahead(world.clock) }), rules);
      return 'redelivered';
    case 'rotate':
      world.peppers.rotate();
      return 'rotated';
    case 'verify':
      return verify(stage, action);
    case 'resend':
      return resend(stage, action);
    case 'report': {
      const request = chosen(stage.started, action.request);
      if (request === undefined) return 'nothing';
      const reportToken = reportTokenFor(await world.peppers.current(), request.key);
      await reportReset(ports, { reportToken, ...callFrom(source) });
      stage.reports.push({ key: request.key, writes: stage.writes.length });
      return 'reported';
    }
    case 'cancel': {
      const request = chosen(stage.started, action.request);
      if (request === undefined) return 'nothing';
      const moment = { at: world.clock.now(), reason: 'by order' };
      const steps = {
        cancelling: cancelOrdered(moment, ADMINISTRATOR),
        revoking: revokeOrdered(moment, ADMINISTRATOR),
      };
      return (await endRequest(ports.resets, request.key, steps)).kind;
    }
    case 'complete': {
      const held = chosen(stage.tokens, action.token);
      if (held === undefined) return 'nothing';
      const newPassword = new Secret<'password'>(action.password);
      return (await completeReset(ports, rules, { resetToken: held.token, newPassword, ...callFrom(source) })).kind;
    }
    case 'directory':
      stage.lostAfterChange = action.fault === 'lost-after-change';
      world.directory.fault = action.fault === 'lost-after-change' ? 'after-change' : action.fault;
      return action.fault;
    case 'change-account':
      world.directory.replace(action.userId, { status: 'active' });
      return 'changed';
    case 'mail-service':
      if (action.failing) world.mailer.failing.add(SECOND_ADDRESS);
      else world.mailer.failing.clear();
      return 'set';
    case 'mail-outcome': {
      const sent = world.mailer.sent.length;
      const mail = sent - 1 - (action.mail % (sent || 1));
      const [message, label] = [world.mailer.sent[mail], world.mailer.labels[mail]];
      if (message === undefined || label === undefined) return 'nothing';
      const { request, recipient } = label;
      const delivery = { mail: message.kind, recipient, outcome: action.outcome, at: stage.now };
      return recordMailOutcome(ports, { request, messageId: `mail-${mail}`, delivery });
    }
    case 'log-in':
      return logInAs(stage, action.userId);
    case 'wait':
      world.clock.advance(action.seconds);
      return 'waited';
    case 'wait-for-expiry': {
      const request = chosen(stage.started, action.request);
      const left = request === undefined ? 0 : stage.record(request.key).openUntil - stage.now + action.offset;
      if (left > 0 && left < rules.recordRetention / 2) world.clock.advance(left);
      return 'waited';
    }
  }
}

async function start(stage: Stage, userId: string): Promise<string> {
  return begun(stage, await startReset(stage.ports, rules, { userId, ...callFrom(source) }));
}

/** Keeps what the page gets of a new request. */
function begun(stage: Stage, outcome: StartResetOutcome | ResendOtpOutcome): string {
  if (outcome.kind !== 'issued') return outcome.kind;
  const { resetId, reference } = outcome;
  stage.started.push({ resetId, reference, key: resetKey(digest(resetId.reveal())) });
  return outcome.kind;
}

async function resend(stage: Stage, { request: number, lane }: Extract<Action, { do: 'resend' }>): Promise<string> {
  const request = chosen(stage.started, number);
  if (request === undefined) return 'nothing';
  const call = callFrom(source);
  if (lane !== 'mail') return (await resendOtp(stage.ports, rules, { resetId: request.resetId, ...call })).kind;
  const continuation = stage.continuation(stage.record(request.key));
  if (continuation === undefined) return 'nothing';
  return begun(stage, await resendOtp(stage.ports, rules, { continuation, ...call }));
}

async function deliver(stage: Stage): Promise<string> {
  const end = stage.writes.length;
  while (stage.delivered < end) await deliverOne(stage, stage.delivered++);
  return 'delivered';
}

/** After a failure the work stays pending for the redelivery. */
async function deliverOne(stage: Stage, write: number): Promise<string> {
  const record = stage.writes[write];
  if (record === undefined) return 'nothing';
  return deliverPending(stage.ports, rules, record).then(
    () => 'delivered',
    () => 'failed',
  );
}

export function typedCode(
  stage: Stage,
  number: number,
  code: Extract<Action, { do: 'verify' }>['code'],
): string | undefined {
  const request = chosen(stage.started, number);
  if (request === undefined) return undefined;
  const record = stage.record(request.key);
  const living = stage.livingCode(record)?.reveal();
  const own = stage.sentCodes.filter(({ reference }) => reference === request.reference).map(({ otp }) => otp);
  const others = stage.sentCodes.filter(({ reference }) => reference !== request.reference).map(({ otp }) => otp);
  switch (code) {
    case 'right':
      return living;
    case 'older':
      return own.find((otp) => otp !== living);
    case 'of-another':
      return others.at(-1);
    case 'wrong':
      return living === '00000000' ? '00000001' : '00000000';
  }
}

async function verify(stage: Stage, action: Extract<Action, { do: 'verify' }>): Promise<string> {
  const request = chosen(stage.started, action.request);
  const typed = typedCode(stage, action.request, action.code);
  if (request === undefined || typed === undefined) return 'nothing';
  const { resetId, key, reference } = request;
  const continuation = stage.continuation(stage.record(key));
  if (action.lane === 'mail' && continuation === undefined) return 'nothing';
  const proof = action.lane === 'mail' ? { continuation } : { resetId };
  const outcome = await verifyOtp(stage.ports, rules, { ...proof, otp: new Secret(typed), ...callFrom(source) });
  if (outcome.kind !== 'rejected') stage.comparisons.push({ key });
  if (outcome.kind === 'verified') {
    stage.accepted.push({ key, reference, otp: typed });
    stage.tokens.push({ token: outcome.resetToken, key });
  }
  return outcome.kind === 'denied' ? `denied ${outcome.attemptsLeft}` : outcome.kind;
}

async function logInAs(stage: Stage, userId: string): Promise<string> {
  const { world } = stage;
  const outcome = await logIn(stage.ports, rules, { userId, password: new Secret(OLD_PASSWORD), ...callFrom(source) });
  if (outcome.kind === 'logged-in') stage.proofs.push({ account: userId, at: stage.now });
  return `${outcome.kind}${world.directory.fault === 'down' ? ' while down' : ''}`;
}
