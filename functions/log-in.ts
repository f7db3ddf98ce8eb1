import { operationHandler } from './http/operation-handler.ts';
import { logIn as operation } from './operations/log-in.ts';
import { wire } from './runtime/wire.ts';
import { countLogIn, logIn } from './use-cases/log-in.ts';

const wired = wire(operation);
const { ports, rules } = wired;

export const handler = operationHandler(operation, wired, {
  count: (_request, caller) => countLogIn(ports, rules, caller),
  run: (request, caller, limit) => logIn(ports, rules, { ...request, ...caller }, limit),
});
