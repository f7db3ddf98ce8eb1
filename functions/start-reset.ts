import { composeStartReset } from './runtime/composition/start-reset.ts';
import { startResetOperation } from './http/start-reset.ts';
import { operationHandler } from './http/operation-handler.ts';

const { ports, rules, ...parts } = composeStartReset();

export const handler = operationHandler('start-reset', { operate: startResetOperation(ports, rules), ...parts });
