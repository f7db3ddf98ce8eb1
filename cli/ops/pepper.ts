import { randomInt } from 'node:crypto';
import { DescribeSecretCommand, PutSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import type { DeployedSettings } from '../../lib/settings/deployed.ts';
import { GENERATED_SECRET } from '../../lib/stage-names.ts';
import type { Command, Context } from './command.ts';
import { done, refused, UsageError } from './outcome.ts';
import { recordOrder } from './orders.ts';
import { REASON, REASON_HELP, reasonOf } from './reason.ts';

const LETTERS_AND_DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Seconds for which a warm function caches the pepper. */
const FUNCTION_CACHE = 300;

/** Returns a new random pepper, in the format of the stack's first one. */
export const newPepper = (): string =>
  Array.from({ length: GENERATED_SECRET.passwordLength }, () =>
    LETTERS_AND_DIGITS.charAt(randomInt(LETTERS_AND_DIGITS.length)),
  ).join('');

/**
 * Returns the seconds after a rotation for which open requests may need the previous pepper. A function may start a
 * request with it until its cache expires, and each resend, of which an hour allows `codesPerHour`, extends the
 * request.
 */
export const pepperInUse = ({
  otpLifetimeSeconds,
  codesPerHour,
}: Pick<DeployedSettings, 'otpLifetimeSeconds' | 'codesPerHour'>): number =>
  FUNCTION_CACHE + otpLifetimeSeconds * codesPerHour;

/** Returns the versions of the pepper without reading its value. */
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

const WARNING = `The current pepper stays valid as the previous one. The pepper before it becomes invalid: requests
that were started with it end, and so do the "this wasn't me" links of mails that were sent with it.`;

export const pepperRotate: Command = {
  usage: '[--reason TEXT] [--yes] [--force]',
  summary: 'creates a new pepper, and keeps the current one as the previous one',
  details: `${REASON_HELP}
  --yes              do not ask
  --force            rotate although open requests may need the previous pepper; those requests end

Two peppers are valid at a time, so codes that were mailed before still work. A second rotation is refused
while a request may still need the first pepper: for five minutes of caching and the lifetime of all codes
of a request.`,
  options: { ...REASON, yes: { type: 'boolean' }, force: { type: 'boolean' } },
  positionals: [0, 0],
  async run(context, given) {
    const reason = await reasonOf(context, given);
    const { hasPrevious, changedAt } = await describePepper(context);
    const inUse =
      hasPrevious && changedAt !== undefined ? changedAt.getTime() + pepperInUse(await context.settings()) * 1000 : 0;
    if (context.now().getTime() < inUse && !given.flag('force'))
      return refused(
        'pepper',
        `was changed at ${changedAt?.toISOString()}, and open requests may need the previous one`,
        `wait until ${new Date(inUse).toISOString()}, or end them with --force`,
      );
    if (!given.flag('yes')) {
      const answer = await context.ask(`${WARNING}\n\nRotate the pepper of ${context.stage}? [y/N] `);
      if (answer === undefined) throw new UsageError('--yes', 'is missing, and there is no terminal to ask on');
      if (!/^y(es)?$/i.test(answer.trim())) return refused('pepper', 'was not rotated: the answer was no');
    }
    await recordOrder(context, 'pepper_rotation_ordered', { reason });
    const { VersionId: version } = await context.clients.secretsManager.send(
      new PutSecretValueCommand({ SecretId: context.secrets.pepper, SecretString: newPepper() }),
    );
    return done(`Rotated the pepper of ${context.stage}. Version ${version} is in use from now on.\n${WARNING}`, {
      stage: context.stage,
      version,
      oneBeforeStaysAccepted: true,
    });
  },
};
