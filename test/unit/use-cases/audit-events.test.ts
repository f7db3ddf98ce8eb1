import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { checkpointsOf } from '../../../functions/domain/audit-checkpoint.ts';
import { verifyTrail } from '../../../testkit/trail-verification.ts';
import { type AuditEventName, OUTCOMES } from '../../../functions/domain/audit-event.ts';
import type { DeliveryOutcome } from '../../../functions/domain/delivery.ts';
import { InMemoryOrderStore } from '../../../testkit/fakes/in-memory-order-store.ts';
import { Secret } from '../../../functions/domain/secret.ts';
import { logIn as declaredLogIn } from '../../../functions/operations/log-in.ts';
import { countLogIn, logIn as logInAfterCount } from '../../../functions/use-cases/log-in.ts';
import { operationHandler } from '../../../functions/http/operation-handler.ts';
import type { CaptchaOutcome } from '../../../functions/ports.ts';
import { logOut } from '../../../functions/use-cases/log-out.ts';
import { publishAudit } from '../../../functions/use-cases/publish-audit.ts';
import { recordMailOutcome } from '../../../functions/use-cases/record-mail-outcome.ts';
import { recordSettings } from '../../../functions/use-cases/record-settings.ts';
import { newAddressNotice } from '../../../functions/domain/notice-steps.ts';
import { cancelOrdered, revokeOrdered } from '../../../functions/domain/end-steps.ts';
import { endRequest, reportReset } from '../../../functions/use-cases/report-reset.ts';
import { resendOtp } from '../../../functions/use-cases/resend-otp.ts';
import { callFrom } from '../../../testkit/fakes/caller.ts';
import { type Answers, Operator } from '../../../testkit/fakes/operator.ts';
import { passwordOf, resetPassword, setPassword, verifiedToken } from '../../../testkit/fakes/user-steps.ts';
import { silent } from '../../../testkit/fakes/silent-console.ts';
import { OLD_PASSWORD, rules, World } from '../../../testkit/fakes/world.ts';
import { Asking } from '../audit/command/asking.ts';
import { apiEvent, lambdaContext } from '../http/api-event.ts';
import { logIn, remindUserId, startReset, verifyOtp } from '../../../testkit/fakes/calls.ts';

const call = callFrom('198.51.100.7');
const WRONG = '00000000';

const MAILED = ['reset_requested', 'otp_mailed'] as const;
const VERIFIED = [...MAILED, 'otp_attempted', 'otp_verified'] as const;

interface Scene {
  readonly play: (world: World) => Promise<unknown>;
  /** Events that the table's stream brings to the audit trail, in the order of the writes. */
  readonly trail?: readonly AuditEventName[];
  /** Events that a function records by itself, in order. */
  readonly functions?: readonly AuditEventName[];
}

/** Every way to an audit event. Together the scenes must produce all names of {@link OUTCOMES}. */
const SCENES: Readonly<Record<string, Scene>> = {
  'a whole reset': {
    play: (world) => resetPassword(world),
    trail: [...VERIFIED, 'password_applying', 'password_changed', 'sessions_ended', 'change_notified'],
  },
  'a resend, too early and in time': {
    play: async (world) => {
      const { resetId } = await world.start('alice');
      await resendOtp(world, rules, { resetId, ...call });
      world.clock.advance(rules.resendCooldown);
      await resendOtp(world, rules, { resetId, ...call });
    },
    trail: [...MAILED, 'otp_reissued'],
    functions: ['limit_hit'],
  },
  'a reset of an unknown user': {
    play: (world) => world.start('nobody'),
    trail: ['reset_requested', 'otp_suppressed'],
  },
  'more starts than a source may have': {
    play: async (world) => {
      const tight = { ...rules, startsPerSourcePerHour: 1 };
      for (let starts = 0; starts < 2; starts++) await startReset(world, tight, { userId: 'alice', ...call });
    },
    trail: ['reset_requested'],
    functions: ['limit_hit'],
  },
  'the last wrong guess, and another': {
    play: async (world) => {
      const { resetId } = await world.start('nobody');
      const single = { ...rules, attemptsPerCode: 1 };
      for (let guesses = 0; guesses < 2; guesses++)
        await verifyOtp(world, single, { resetId, otp: new Secret(WRONG), ...call });
    },
    trail: ['reset_requested', 'otp_suppressed', 'otp_attempted', 'otp_locked'],
    functions: ['otp_denied', 'reset_refused'],
  },
  'a weak password': {
    play: async (world) => setPassword(world, await verifiedToken(world), 'short'),
    trail: [...VERIFIED, 'password_applying', 'password_rejected'],
  },
  'a password while the list of breached ones does not answer': {
    play: async (world) => {
      world.breached.available = false;
      await setPassword(world, await verifiedToken(world));
    },
    trail: [...VERIFIED, 'password_applying', 'password_changed', 'sessions_ended'],
    functions: ['breach_check_unavailable'],
  },
  'a change that the directory never made': {
    play: async (world) => {
      const token = await verifiedToken(world);
      world.directory.fault = 'before-change';
      await setPassword(world, token);
      for (let runs = 0; runs < 2; runs++) {
        world.clock.advance(61);
        await world.redeliver();
      }
    },
    trail: [...VERIFIED, 'password_applying', 'password_overdue', 'password_not_changed'],
    functions: ['password_outcome_unknown'],
  },
  'two requests of one account, of which one changes the password': {
    play: async (world) => {
      await world.start('alice');
      world.clock.advance(61);
      await resetPassword(world);
    },
    trail: [
      ...MAILED,
      ...VERIFIED,
      'password_applying',
      'password_changed',
      'sessions_ended',
      'reset_superseded',
      'change_notified',
    ],
  },
  '"this wasn\'t me"': {
    play: async (world) => {
      await world.start('alice');
      const [mail] = world.mailer.of('otp');
      if (mail === undefined) throw new Error('no code was mailed');
      await reportReset(world, { reportToken: mail.reportToken, ...call });
    },
    trail: [...MAILED, 'reported_not_me'],
  },
  'reports of the mail service': {
    play: async (world) => {
      await world.start('alice');
      const [label] = world.mailer.labels;
      if (label === undefined) throw new Error('no code was mailed');
      const { request, recipient } = label;
      const outcomes: DeliveryOutcome[] = ['delivered', 'bounced', 'complained', 'rejected'];
      for (const outcome of outcomes) {
        const delivery = { mail: 'otp', recipient, outcome, at: 1_795_428_000 } as const;
        await recordMailOutcome(world, { request, messageId: `message-${outcome}`, delivery });
      }
    },
    trail: [...MAILED, 'mail_delivered', 'mail_bounced', 'mail_complained', 'mail_rejected'],
  },
  'reminders of a known and of an unknown address': {
    play: async (world) => {
      for (const email of ['alice@example.com', 'nobody@example.com']) {
        await remindUserId(world, rules, { email, ...call });
        await world.deliver();
      }
    },
    trail: ['reminder_requested', 'reminder_mailed', 'reminder_requested', 'reminder_suppressed'],
  },
  'a login, a wrong password and a logout': {
    play: async (world) => {
      const login = { userId: 'alice', ...call };
      const session = await logIn(world, rules, { ...login, password: passwordOf(OLD_PASSWORD) });
      await logIn(world, rules, { ...login, password: passwordOf('wrong') });
      if (session.kind !== 'logged-in') throw new Error(session.kind);
      await logOut(world, { sessionToken: session.sessionToken, origin: call.origin });
    },
    functions: ['login_succeeded', 'login_failed', 'logged_out'],
  },
  'one more failed login than an account may have': {
    play: async (world) => {
      for (let logins = 0; logins <= 10; logins++)
        await logIn(world, rules, { userId: 'alice', password: passwordOf('wrong'), ...call });
    },
    functions: [...Array<'login_failed'>(10).fill('login_failed'), 'limit_hit'],
  },
  'captcha tokens that do not pass': {
    play: async (world) => {
      await logInThroughChain(world, { kind: 'rejected', reason: 'low-score' });
      await logInThroughChain(world, { kind: 'unavailable', reason: 'TimeoutError' });
    },
    functions: ['human_check_failed', 'human_check_unavailable'],
  },
  'users added, disabled and enabled by an administrator': {
    play: async (world) => {
      await order(world, 'users add gina gina@example.com');
      await order(world, 'users disable gina', { GetCommand: { Item: { userId: 'gina', status: 'active' } } });
      await order(world, 'users enable gina', { GetCommand: { Item: { userId: 'gina', status: 'disabled' } } });
      const gina = { GetCommand: { Item: { userId: 'gina', status: 'active', addresses: [] } } };
      await order(world, 'sessions end gina', gina);
      const attempts = { change: '', logins: 0, provenAt: 0, debt: 0, inARow: 0, at: 0 };
      const budget = { issues: [], guessesSinceSuccess: 0, succeededAt: 0 };
      const limited = { GetCommand: { Item: { userId: 'gina', addresses: [], attempts, budget, version: 1 } } };
      await order(world, 'limits lift gina --logins', limited);
      await order(world, 'users remove gina', gina);
      const copy = { ScanCommand: { Items: [{ pk: 'USER#gina', sk: 'USER', userId: 'gina', addresses: [] }] } };
      await order(world, 'users restore copy gina', copy);
    },
    trail: [
      'user_add_ordered',
      'user_disable_ordered',
      'user_enable_ordered',
      'sessions_end_ordered',
      'limit_lift_ordered',
      'user_remove_ordered',
      'user_restore_ordered',
    ],
  },
  'the other orders of an administrator': {
    play: async (world) => {
      const budget = { issues: [], guessesSinceSuccess: 100, succeededAt: 0 };
      await order(world, 'resets resume gina', { GetCommand: { Item: { userId: 'gina', budget, version: 1 } } });
      await order(world, 'pepper rotate --yes');
      await order(world, 'mac-key rotate --yes');
      const SuppressedDestination = { Reason: 'BOUNCE' };
      await order(world, 'suppression clear gina@example.com', {
        GetSuppressedDestinationCommand: { SuppressedDestination },
      });
      await order(world, 'networks allow 203.0.113.0/24 --starts 200 --for 4h --reason Training');
    },
    trail: [
      'recovery_resume_ordered',
      'pepper_rotation_ordered',
      'mac_key_rotation_ordered',
      'suppression_clearance_ordered',
      'network_allowance_ordered',
    ],
  },
  'a change that its owner reports': {
    play: async (world) => {
      await resetPassword(world);
      const [mail] = world.mailer.of('password-changed');
      if (mail !== undefined) await reportReset(world, { reportToken: mail.reportToken, ...call });
      await world.deliver();
    },
    trail: [
      ...VERIFIED,
      'password_applying',
      'password_changed',
      'sessions_ended',
      'change_notified',
      'reported_not_me',
      'password_revoked',
    ],
  },
  'a code of an account that was changed after its mail': {
    play: async (world) => {
      const resetToken = await verifiedToken(world);
      world.directory.add({ userId: 'alice', addresses: ['new@example.com'], status: 'active' }, 'x');
      await setPassword(world, resetToken);
      await world.deliver();
    },
    trail: [...VERIFIED, 'password_applying', 'password_not_changed', 'refusal_notified'],
  },
  'a mail that one of two addresses gets later': {
    play: async (world) => {
      world.mailer.failing.add('bob@example.com');
      await world.start('bob').catch(() => {});
      world.mailer.failing.clear();
      world.clock.advance(61);
      await world.redeliver();
    },
    trail: ['reset_requested', 'mail_partly_sent', 'otp_mailed'],
  },
  'a request that an administrator ends': {
    play: async (world) => {
      await world.start('alice');
      const moment = { at: world.clock.now(), reason: 'ticket 7' };
      const steps = { cancelling: cancelOrdered(moment, 'arn'), revoking: revokeOrdered(moment, 'arn') };
      await endRequest(world.resets, world.newest().key, steps);
    },
    trail: [...MAILED, 'reset_cancelled'],
  },
  'addresses that an administrator changes': {
    play: async (world) => {
      const notice = {
        digestOfId: 'digest',
        account: 'alice',
        formerAddresses: ['old@example.com'],
        subject: 'digest-of-subject-abcd',
        subjectKey: '1',
      };
      await world.resets.create(newAddressNotice({ at: world.clock.now(), reason: 'ticket 8' }, 'arn', notice));
      await world.deliver();
    },
    trail: ['user_addresses_ordered', 'former_addresses_notified'],
  },
  'a deployment that changes a setting': {
    play: async (world) => {
      const orders = new InMemoryOrderStore();
      const deployment = { changeId: 'request-1', by: 'arn:aws:cloudformation:stack', after: { otpDigits: 'b' } };
      await recordSettings({ clock: world.clock, orders }, { ...deployment, before: { otpDigits: 'a' } });
      for (const order of orders.writes) await publishAudit(world, order, undefined);
    },
    trail: ['settings_changed'],
  },
  'an auditor who asks for the user of a reference': {
    play: async (world) => {
      const auditor = new Asking({ resets: [], users: [] }, world.subjectKeys);
      await auditor.ask('SRZM-244T', '--reason', 'INC-1');
      for (const order of auditor.orders) await publishAudit(world, order, undefined);
    },
    trail: ['identity_lookup_ordered'],
  },
  'a period of the trail that ends': {
    play: async (world) => {
      const period = { from: world.clock.now(), until: world.clock.now() };
      for (const checkpoint of checkpointsOf(period, [], { last: 0, at: world.clock.now() }))
        await publishAudit(world, checkpoint, undefined);
    },
    trail: ['trail_checkpoint'],
  },
};

/** A login through the chain of the handlers, with this answer of the captcha's provider. */
async function logInThroughChain(world: World, outcome: CaptchaOutcome): Promise<void> {
  const handler = operationHandler(
    declaredLogIn,
    {
      ports: { captcha: { check: async () => outcome }, audit: world.audit, clock: world.clock },
      rules: { allowedOrigins: [] },
      telemetry: {
        logger: new Logger({ logLevel: 'SILENT' }),
        metrics: new Metrics({ namespace: 'test', serviceName: 'log-in', logger: silent }),
        count: () => {},
      },
    },
    {
      count: (_request, caller) => countLogIn(world, rules, caller),
      run: (request, caller, limit) => logInAfterCount(world, rules, { ...request, ...caller }, limit),
    },
  );
  const body = { userId: 'alice', password: OLD_PASSWORD, captchaToken: 'token' };
  await handler(apiEvent(body) as never, lambdaContext);
}

/** The table of each world has its last order. */
const operators = new WeakMap<World, Operator>();

/** Runs a command of `npm run ops` and publishes its order, as the table's stream does. */
async function order(world: World, line: string, answers?: Answers): Promise<void> {
  const operator = operators.get(world) ?? new Operator();
  operators.set(world, operator);
  const before = operator.orders.length;
  const outcome = await operator.run(line.split(' '), answers);
  if (outcome.kind !== 'done') throw new Error(`${line}: ${outcome.refusal.reason}`);
  for (const [index, item] of operator.orders.entries())
    if (index >= before) await publishAudit(world, item, operator.orders[index - 1]);
}

/** Plays a scene and returns all its audit events. */
async function eventsOf({ play }: Scene): Promise<{ world: World; trail: string[]; functions: string[] }> {
  const world = new World();
  await play(world);
  await world.publish();
  return { world, trail: world.trail.names, functions: world.audit.names };
}

test.each(Object.entries(SCENES))('%s: its audit events', async (_what, scene) => {
  const { world, trail, functions } = await eventsOf(scene);
  expect(trail).toEqual(scene.trail ?? []);
  expect(functions).toEqual(scene.functions ?? []);
  const lines = [...world.trail.events, ...world.audit.events];
  const { findings } = verifyTrail(lines, [await world.macKeys.current()]);
  expect(findings).toEqual([]);
});

test('every name of the closed list is the name of an event that really happens', async () => {
  const played = await Promise.all(Object.values(SCENES).map(eventsOf));
  const names = new Set(played.flatMap(({ trail, functions }) => [...trail, ...functions]));
  expect([...names].toSorted()).toEqual(Object.keys(OUTCOMES).toSorted());
});
