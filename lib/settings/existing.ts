import type { Settings } from './schema.ts';

/** Returns a message for each setting that does not agree with a resource of yours that another one names. */
export function wrongExisting(settings: Settings): string[] {
  const wrong: string[] = [];
  if (settings.senderIdentity === 'existing' && settings.mailFromDomain !== undefined) {
    wrong.push(
      'mailFromDomain: has no effect on an identity that exists. ' +
        'Fix: remove it and set it in SES, or set senderIdentity to create',
    );
  }
  if (settings.kmsKeyArn !== undefined && !settings.customerManagedKey) {
    wrong.push('kmsKeyArn: has an effect only with customerManagedKey. Fix: set that to true, or remove kmsKeyArn');
  }
  if (settings.apiWebAclArn !== undefined && settings.waf) {
    wrong.push('waf: must be false with apiWebAclArn, because an API takes one web ACL. Fix: set it to false');
  }
  const { pageTopicArn, ticketTopicArn, alarms, alarmEmail } = settings;
  for (const [name, arn] of Object.entries({ pageTopicArn, ticketTopicArn })) {
    if (arn !== undefined && !alarms) {
      wrong.push(`${name}: has no effect while alarms is false. Fix: remove it, or set alarms to true`);
    }
  }
  if (ticketTopicArn !== undefined && alarms && !hasTickets(settings)) {
    wrong.push(
      'ticketTopicArn: has no effect with profile essential, none of whose alarms is a ticket. ' +
        'Fix: remove it, or set profile to full',
    );
  }
  if (alarmEmail !== undefined && pageTopicArn !== undefined && ticketTopicArn !== undefined) {
    wrong.push(
      'alarmEmail: has no effect where both topics are yours. Fix: remove it, and subscribe the address to them',
    );
  }
  return wrong;
}

/** Whether an alarm of the stage has the severity ticket: lib/constructs/observability. */
const hasTickets = ({ profile, eventBus, incidentQueries, auditArchive }: Settings): boolean =>
  profile === 'full' || eventBus !== 'off' || incidentQueries || auditArchive !== 'off';
