import { composeLogOut } from './runtime/composition/log-out.ts';
import { logOutOperation } from './http/log-out.ts';
import { operationHandler } from './http/operation-handler.ts';

const { ports, ...parts } = composeLogOut();

export const handler = operationHandler('log-out', { operate: logOutOperation(ports), ...parts });
