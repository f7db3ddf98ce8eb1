import { composeLogIn } from './runtime/composition/log-in.ts';
import { logInOperation } from './http/log-in.ts';
import { operationHandler } from './http/operation-handler.ts';

const { ports, rules, ...parts } = composeLogIn();

export const handler = operationHandler('log-in', { operate: logInOperation(ports, rules), ...parts });
