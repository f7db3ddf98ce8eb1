import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { CloudWatchAuditLogs } from '../../adapters/cloudwatch-audit-logs.ts';
import { capability } from '../capability.ts';
import { AWS_CALLS } from '../clients.ts';
import { list } from '../variables.ts';

/** Reads the log groups that hold audit events. */
export const auditLogs = /* @__PURE__ */ capability({
  variables: { AUDIT_LOG_GROUPS: list },
  rights: [{ on: 'audit-logs' }],
  adapter: ({ AUDIT_LOG_GROUPS }) =>
    new CloudWatchAuditLogs(
      // A page of a busy log takes longer than a user would wait.
      new CloudWatchLogsClient({ ...AWS_CALLS, requestHandler: { connectionTimeout: 1000, requestTimeout: 20_000 } }),
      AUDIT_LOG_GROUPS,
    ),
});
