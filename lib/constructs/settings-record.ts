import { createHash } from 'node:crypto';
import { CustomResource, Duration } from 'aws-cdk-lib';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { Settings } from '../settings/schema.ts';

/** Digest that tells two values apart; the value itself is in no template and no event. */
const printOf = (value: unknown): string =>
  createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 16);

/** Records in the audit trail which settings a deployment changes. */
export class SettingsRecord extends Construct {
  constructor(scope: Construct, id: string, settings: Settings, record: IFunction) {
    super(scope, id);
    const given = Object.entries(settings).filter(([, value]) => value !== undefined);
    new CustomResource(this, 'Change', {
      resourceType: 'Custom::SettingsRecord',
      serviceToken: record.functionArn,
      serviceTimeout: Duration.minutes(3),
      properties: { Settings: Object.fromEntries(given.map(([name, value]) => [name, printOf(value)])) },
    });
  }
}
