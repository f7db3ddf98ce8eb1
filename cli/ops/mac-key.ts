import {
  DescribeSecretCommand,
  PutSecretValueCommand,
  UpdateSecretVersionStageCommand,
} from '@aws-sdk/client-secrets-manager';
import type { Command, Context } from './command.ts';
import { recordOrder } from './orders.ts';
import { done, refused, UsageError } from './outcome.ts';
import { newPepper } from './pepper.ts';
import { REASON, REASON_HELP, reasonOf } from './reason.ts';
import { commandLine, documentAt } from '../../lib/instructions.ts';

/** Labels of all versions of a secret together, the quota of Secrets Manager. */
const MOST_LABELS = 20;

/** Label that keeps a version. It names the version, because a label belongs to one version at a time. */
const keptLabel = (version: string): string => `kept-${version.slice(0, 8)}`;

const WARNING = `The audit consumer uses the new key within five minutes. The keys before it stay readable, each under a label, so that
\`${commandLine('audit', 'verify')}\` still checks what was sealed with them.`;

export const macKeyRotate: Command = {
  usage: '[--reason TEXT] [--yes]',
  summary: 'creates a new key for the MACs of the audit trail',
  details: `${REASON_HELP}
  --yes              do not ask

The keys before stay readable, so that \`${commandLine('audit', 'verify')}\` still checks what was sealed with them.
Secrets Manager deletes versions without a label, so the command first labels each version that has no label
of its own (kept-VERSION), then it records the order, and then it puts the new key. A secret has room for
${MOST_LABELS} labels: remove those of versions whose events nobody keeps any more.`,
  options: { ...REASON, yes: { type: 'boolean' } },
  positionals: [0, 0],
  async run(context, given) {
    const reason = await reasonOf(context, given);
    const versions = await labelsOf(context);
    const unkept = versions.filter(({ id, labels }) => !labels.includes(keptLabel(id)));
    const labels = versions.reduce((sum, each) => sum + each.labels.length, 0);
    // The first rotation adds the label AWSPREVIOUS.
    const previous = versions.some((version) => version.labels.includes('AWSPREVIOUS')) ? 0 : 1;
    if (labels + unkept.length + previous > MOST_LABELS)
      return refused(
        'audit/mac',
        `has ${labels} labels, and the quota is ${MOST_LABELS}`,
        `remove the label of the oldest version whose events nobody keeps any more: ${documentAt('guides/audit-guide.md')}`,
      );
    if (!given.flag('yes')) {
      const answer = await context.ask(`${WARNING}\n\nRotate the key of the MACs of ${context.stage}? [y/N] `);
      if (answer === undefined) throw new UsageError('--yes', 'is missing, and there is no terminal to ask on');
      if (!/^y(es)?$/i.test(answer.trim())) return refused('audit/mac', 'was not rotated: the answer was no');
    }
    const { secretsManager } = context.clients;
    const SecretId = context.secrets.auditMac;
    for (const { id } of unkept)
      await secretsManager.send(
        new UpdateSecretVersionStageCommand({ SecretId, VersionStage: keptLabel(id), MoveToVersionId: id }),
      );
    await recordOrder(context, 'mac_key_rotation_ordered', { reason });
    const { VersionId: version } = await secretsManager.send(
      new PutSecretValueCommand({ SecretId, SecretString: newPepper() }),
    );
    const kept = versions.map(({ id }) => id);
    return done(
      `Rotated the key of the MACs of ${context.stage}. Version ${version} is in use from now on.\n${WARNING}`,
      { stage: context.stage, version, kept },
    );
  },
};

/** Returns the versions of the key with their labels, without reading their values. */
async function labelsOf({ clients, secrets }: Context) {
  const { VersionIdsToStages = {} } = await clients.secretsManager.send(
    new DescribeSecretCommand({ SecretId: secrets.auditMac }),
  );
  return Object.entries(VersionIdsToStages).map(([id, labels]) => ({ id, labels }));
}
