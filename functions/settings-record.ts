import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import { composeSettingsRecord } from './runtime/composition/settings-record.ts';
import { settingsRecord } from './triggers/settings-record.ts';

const { ports, telemetry } = composeSettingsRecord();

export const handler = middy(settingsRecord(ports, telemetry)).use(injectLambdaContext(telemetry.logger));
