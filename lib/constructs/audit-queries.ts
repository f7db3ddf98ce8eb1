import { CfnQueryDefinition } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { auditQueries } from '../../cli/audit/queries/index.ts';
import { savedText } from '../../cli/audit/queries/query.ts';
import type { StageLogGroup } from './stage-log-group.ts';

export interface AuditQueriesProps {
  readonly stage: string;
  /** Log groups with audit events. */
  readonly logGroups: readonly StageLogGroup[];
}

/** Audit queries, saved in CloudWatch Logs Insights as `password-reset/<stage>/<name>`. */
export class AuditQueries extends Construct {
  constructor(scope: Construct, id: string, { stage, logGroups }: AuditQueriesProps) {
    super(scope, id);
    for (const query of auditQueries) {
      new CfnQueryDefinition(this, query.name, {
        name: `password-reset/${stage}/${query.name}`,
        queryString: savedText(query),
        logGroupNames: logGroups.map(({ logGroupName }) => logGroupName),
        ...(query.parameters.length > 0 && {
          parameters: query.parameters.map(({ name, description }) => ({ name, description })),
        }),
      });
    }
  }
}
