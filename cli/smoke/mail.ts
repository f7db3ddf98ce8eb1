import { setTimeout as sleep } from 'node:timers/promises';
import { Clients } from '../ops/clients.ts';
import { type Context, contextOf } from '../ops/command.ts';
import { RequestItems } from '../ops/request-items.ts';
import { resetsStart } from '../ops/resets-start.ts';
import { addUser } from '../ops/add-user.ts';
import { digest } from '../../functions/domain/digest.ts';
import { resetKey } from '../../functions/domain/reset-record.ts';
import { documentAt } from '../../lib/instructions.ts';

/** Address of SES's mailbox simulator that takes every mail. It works in the sandbox too. */
const SIMULATOR = 'success@simulator.amazonses.com';

/** User of the built-in directory for this test. It has no password, and nobody can read its mails. */
const USER = 'smoke-test';

/** Reason of the orders, for the audit trail. */
const REASON = 'smoke test of a deployment';

/** Milliseconds for the mail to be sent, taken and recorded. The redelivery helps after a minute. */
const PATIENCE = 180_000;

export interface MailAccount {
  readonly site: string;
  /** Account with the simulator's address; only the built-in directory needs none. */
  readonly canary: string | undefined;
}

/** A command that nobody looks at. */
const SILENT = { err: () => undefined, ask: () => Promise.resolve(undefined) };

/**
 * Returns the addresses that a stage recorded when it was deployed, as an app of yours may have it in any stack.
 *
 * @throws if the stage was last deployed by a version that did not record them
 */
export async function addressesOf(stage: string, region: string | undefined): Promise<{ site: string; api: string }> {
  const clients = new Clients(undefined, region);
  try {
    const { siteUrl: site, apiUrl: api } = await contextOf(stage, clients, SILENT).settings();
    if (api !== undefined) return { site, api };
    throw new Error('it was deployed by a version that did not record them. Fix: name them with --endpoints FILE');
  } finally {
    clients.destroy();
  }
}

/**
 * Makes the test of a stage in the account of the environment's credentials.
 *
 * @param region of the stage; undefined where that of the environment holds
 */
export function mailThroughAws(stage: string, account: MailAccount, region: string | undefined): () => Promise<void> {
  return async () => {
    const clients = new Clients(undefined, region);
    try {
      await mailReachesSimulator(contextOf(stage, clients, SILENT), account);
    } finally {
      clients.destroy();
    }
  };
}

/**
 * Starts a reset as an administrator, without a captcha, and waits until the outcome of its mail is recorded. So it
 * goes through the stream, the directory, the function's own right to send, SES, its events, and their function.
 *
 * @throws an error that says how far it came
 */
export async function mailReachesSimulator(context: Context, { site, canary }: MailAccount): Promise<void> {
  const userId = canary ?? (await simulatedUser(context));
  const outcome = await resetsStart.run(context, {
    positionals: [userId],
    option: (name) => ({ site, reason: REASON })[name],
    flag: () => false,
  });
  if (outcome.kind === 'refused') {
    const { what, reason, fix } = outcome.refusal;
    throw new Error([what, reason, fix].filter((part) => part !== undefined).join(': '));
  }
  const { link, reference } = outcome.report.json as { link: string; reference: string };
  const { hash } = new URL(link);
  const resetId = new URLSearchParams(hash.slice(1)).get('resetId') ?? '';
  const items = new RequestItems(context.clients.documents, context.tables.resets);
  const deadline = Date.now() + PATIENCE;
  for (;;) {
    const item = await items.find(resetKey(digest(resetId)));
    const [delivery] = Object.values(item?.deliveries ?? {});
    if (delivery?.outcome === 'delivered') return;
    if (delivery !== undefined)
      throw new Error(`the mail of ${reference} was ${delivery.outcome}: ${delivery.reason ?? 'no reason'}`);
    if (Date.now() > deadline) throw new Error(late(reference, item?.codeDigest !== undefined));
    await sleep(500);
  }
}

const late = (reference: string, sent: boolean): string =>
  sent
    ? `SES took the mail of ${reference}, and no outcome was recorded: see ${documentAt('guides/runbook.md#mail-outcomes-unrecorded')}`
    : `the mail of ${reference} was not sent: see ${documentAt('guides/runbook.md#mail-misconfigured')}`;

async function simulatedUser(context: Context): Promise<string> {
  if ((await context.settings()).directory !== 'built-in')
    throw new Error(
      `name an account of your directory whose address is ${SIMULATOR} (--canary ID): nothing shows that mails arrive`,
    );
  const added = await addUser(context, { userId: USER, addresses: [SIMULATOR], status: 'active' }, REASON);
  if (added === 'taken') throw new Error(`the user ${USER} has other addresses than ${SIMULATOR}, or is disabled`);
  return USER;
}
