import { readFileSync } from 'node:fs';
import { commands } from '../../../cli/ops/commands.ts';
import type { AdministrationEventName } from '../../../functions/domain/audit-event.ts';
import { newReset } from '../../../functions/domain/reset-steps.ts';

const document = readFileSync(new URL('../../../docs/guides/operations.md', import.meta.url), 'utf8');

test.each(Array.from(commands.keys()))('docs/guides/operations.md names %s, and the rights it needs', (name) => {
  const rows = document.split('\n').filter((line) => line.startsWith('|') && line.includes(`\`${name}`));
  expect(rows.length).toBeGreaterThanOrEqual(2);
});

test('docs/guides/operations.md allows a start of a reset to write the attributes of a new request, and no others', () => {
  const [, policy = ''] = /```json\n(\{[\s\S]*?\n\})\n```/.exec(document) ?? [];
  const { Condition } = JSON.parse(policy) as { Condition: Record<string, Record<string, string[]>> };
  const record = newReset(
    { at: new Date(0), administrator: 'arn' },
    {
      digestOfResetId: 'digest',
      userId: 'alice',
      locale: 'en',
      pepperVersion: '1',
      subject: 'digest',
      subjectKey: '1',
    },
    { lifetime: 600, cooldown: 60 },
  );
  const allowed = Condition['ForAllValues:StringEquals']?.['dynamodb:Attributes'] ?? [];
  expect(allowed.toSorted()).toEqual([...Object.keys(record), 'stepId'].toSorted());
});

test.each<AdministrationEventName>([
  'user_add_ordered',
  'user_disable_ordered',
  'user_enable_ordered',
  'user_addresses_ordered',
  'user_remove_ordered',
  'user_restore_ordered',
  'sessions_end_ordered',
  'limit_lift_ordered',
  'recovery_resume_ordered',
  'pepper_rotation_ordered',
  'mac_key_rotation_ordered',
  'suppression_clearance_ordered',
  'network_allowance_ordered',
])('docs/guides/operations.md names the event %s', (name) => {
  expect(document).toContain(`\`${name}\``);
});
