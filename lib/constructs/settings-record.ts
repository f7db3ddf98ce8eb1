import { createHash } from 'node:crypto';
import { CustomResource, Duration, Stack } from 'aws-cdk-lib';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { deployedSettings } from '../settings/deployed.ts';
import type { Settings } from '../settings/schema.ts';

/** Digest that tells two values apart; the value itself is in no template and no event. */
const printOf = (value: unknown): string =>
  createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 16);

export interface SettingsRecordProps {
  readonly settings: Settings;
  readonly siteUrl: string;
  readonly apiUrl: string;
  readonly record: IFunction;
}

/**
 * Records in the audit trail which settings a deployment changes, and in the table the values of those that the
 * commands of operations go by.
 */
export class SettingsRecord extends Construct {
  constructor(scope: Construct, id: string, { settings, siteUrl, apiUrl, record }: SettingsRecordProps) {
    super(scope, id);
    const given = Object.entries(settings).filter(([, value]) => value !== undefined);
    new CustomResource(this, 'Change', {
      resourceType: 'Custom::SettingsRecord',
      serviceToken: record.functionArn,
      serviceTimeout: Duration.minutes(3),
      properties: {
        // A value that only CloudFormation knows is recorded as the reference to it.
        Settings: Object.fromEntries(given.map(([name, value]) => [name, printOf(Stack.of(this).resolve(value))])),
        Deployed: Stack.of(this).toJsonString(deployedSettings(settings, { siteUrl, apiUrl })),
      },
    });
  }
}
