import { fileOfStage } from '../../../lib/settings/config-path.ts';
import { about, type Finding } from '../finding.ts';
import type { Check } from '../stage.ts';
import { documentAt } from '../../../lib/instructions.ts';

const { ok, warning } = about('alarms');

const OUTPUTS = { page: 'PageTopicArn', ticket: 'TicketTopicArn' } as const;

/** Whether the alarms have subscribers. */
export const alarms: Check = async ({ settings, account, stack }) => {
  if (!settings.alarms)
    return [warning('the stage has no alarms', `remove alarms: false from ${fileOfStage(settings.stage)}`)];
  const findings: Finding[] = [];
  for (const [severity, output] of Object.entries(OUTPUTS)) {
    const arn = stack?.outputs[output];
    if (arn !== undefined) findings.push(await heard(severity, arn, account.topics.subscribers(arn)));
  }
  if (findings.length > 0) return findings;
  if (settings.alarmEmail !== undefined)
    return [ok(`${settings.alarmEmail} will be asked to confirm, by a mail of SNS`)];
  return [
    warning(
      'the alarms will have no subscriber',
      `set alarmEmail, or subscribe to the topics: ${documentAt('guides/first-deployment.md#alarms')}`,
    ),
  ];
};

async function heard(
  severity: string,
  arn: string,
  asked: Promise<{ readonly confirmed: number; readonly pending: number }>,
): Promise<Finding> {
  const { confirmed, pending } = await asked;
  if (confirmed > 0)
    return ok(
      `${confirmed} ${confirmed === 1 ? 'subscriber gets' : 'subscribers get'} the alarms of severity ${severity}`,
    );
  if (pending > 0)
    return warning(
      `the alarms of severity ${severity} have no subscriber: ${pending} did not confirm`,
      'open the link in the mail of SNS (Subscription Confirmation)',
    );
  return warning(
    `the alarms of severity ${severity} have no subscriber`,
    `aws sns subscribe --topic-arn ${arn} --protocol email --notification-endpoint YOU`,
  );
}
