import { composeRemindUserId } from './runtime/composition/remind-user-id.ts';
import { remindUserIdOperation } from './http/remind-user-id.ts';
import { operationHandler } from './http/operation-handler.ts';

const { ports, rules, ...parts } = composeRemindUserId();

export const handler = operationHandler('remind-user-id', { operate: remindUserIdOperation(ports, rules), ...parts });
