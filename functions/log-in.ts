import { setTimeout as pause } from 'node:timers/promises';
import { operationHandler } from './http/operation-handler.ts';
import { logIn as operation } from './operations/log-in.ts';
import { wire } from './runtime/wire.ts';
import { countLogIn, logIn } from './use-cases/log-in.ts';

const wired = wire(operation);
const { rules } = wired;
const ports = { ...wired.ports, pause };

export const handler = operationHandler(operation, wired, {
  count: (_request, caller) => countLogIn(ports, rules, caller),
  run: (request, caller, limit) => logIn(ports, rules, { ...request, ...caller }, limit),
});
