import { randomInt } from 'node:crypto';
import { DescribeSecretCommand, PutSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import type { Settings } from '../../lib/settings/schema.ts';
import { GENERATED_SECRET } from '../../lib/stage-names.ts';
import type { Command, Context } from './command.ts';
import { done, refused, UsageError } from './outcome.ts';
import { recordOrder } from './orders.ts';

const LETTERS_AND_DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Seconds for which a warm function goes on with the pepper that it read. */
const FUNCTION_CACHE = 300;

/** A new pepper, as the stack generates the first. */
export const newPepper = (): string =>
  Array.from({ length: GENERATED_SECRET.passwordLength }, () =>
    LETTERS_AND_DIGITS.charAt(randomInt(LETTERS_AND_DIGITS.length)),
  ).join('');

/**
 * Seconds after a rotation in which requests may be open that need the pepper of before: a function may start one with it
 * until its cache is over, and each resend, of which there are as many as codes in an hour, lets the request live on.
 */
export const pepperInUse = ({ otpLifetimeSeconds, codesPerHour }: Settings): number =>
  FUNCTION_CACHE + otpLifetimeSeconds * codesPerHour;

/** What Secrets Manager says about the pepper without audited it. */
export async function describePepper({ clients, secrets }: Context): Promise<{
  readonly currentVersion: string | undefined;
  readonly hasPrevious: boolean;
  readonly changedAt: Date | undefined;
}> {
  const { VersionIdsToStages = {}, LastChangedDate } = await clients.secretsManager.send(
    new DescribeSecretCommand({ SecretId: secrets.pepper }),
  );
  const versionAt = (stage: string) =>
    Object.entries(VersionIdsToStages).find(([, stages]) => stages.includes(stage))?.[0];
  return {
    currentVersion: versionAt('AWSCURRENT'),
    hasPrevious: versionAt('AWSPREVIOUS') !== undefined,
    changedAt: LastChangedDate,
  };
}

const WARNING = `The pepper in use stays accepted as the one before; the one before it becomes invalid. Requests that were started with that
one end, and so do "this wasn't me" links of mails that were sent with it. The audit trail names users by other digests from now on.`;

export const pepperRotate: Command = {
  usage: '[--yes] [--force]',
  summary: 'puts a new pepper, and keeps the one in use as the one before',
  details: `  --yes              do not ask
  --force            also while the last rotation may still be in use: open requests end then

Codes that were mailed before still work: two peppers are accepted. A second rotation within the time in which a request
may still need the first pepper is refused (five minutes of caching and the lifetime of every code of a request).`,
  options: { yes: { type: 'boolean' }, force: { type: 'boolean' } },
  positionals: [0, 0],
  async run(context, given) {
    const { hasPrevious, changedAt } = await describePepper(context);
    const inUse =
      hasPrevious && changedAt !== undefined ? changedAt.getTime() + pepperInUse(context.settings) * 1000 : 0;
    if (context.now().getTime() < inUse && !given.flag('force'))
      return refused(
        'pepper',
        `was changed at ${changedAt?.toISOString()}, and open requests may need the one before`,
        `wait until ${new Date(inUse).toISOString()}, or end them with --force`,
      );
    if (!given.flag('yes')) {
      const answer = await context.ask(`${WARNING}\n\nRotate the pepper of ${context.settings.stage}? [y/N] `);
      if (answer === undefined) throw new UsageError('--yes', 'is missing; there is no terminal to ask on');
      if (!/^y(es)?$/i.test(answer.trim())) return refused('pepper', 'was not rotated: the answer was no');
    }
    await recordOrder(context, 'pepper_rotation_ordered');
    const { VersionId: version } = await context.clients.secretsManager.send(
      new PutSecretValueCommand({ SecretId: context.secrets.pepper, SecretString: newPepper() }),
    );
    return done(
      `Rotated the pepper of ${context.settings.stage}. Version ${version} is in use from now on.\n${WARNING}`,
      {
        stage: context.settings.stage,
        version,
        oneBeforeStaysAccepted: true,
      },
    );
  },
};
