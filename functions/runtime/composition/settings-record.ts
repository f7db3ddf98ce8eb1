import { answerCloudFormation } from '../../adapters/cloudformation-answer.ts';
import { DynamoDbOrderStore } from '../../adapters/dynamodb/order-store.ts';
import { base } from './base.ts';
import { clock, documents } from './clients.ts';

export function composeSettingsRecord() {
  const { environment, telemetry: signals } = base('settings-record');
  const orders = new DynamoDbOrderStore(documents(), environment.RESET_TABLE);
  return { telemetry: signals, ports: { clock, orders, answer: answerCloudFormation } };
}
