import { operationHandler } from './http/operation-handler.ts';
import { startReset as operation } from './operations/start-reset.ts';
import { wire } from './runtime/wire.ts';
import { countStart, startReset } from './use-cases/start-reset.ts';

const wired = wire(operation);
const { ports, rules } = wired;

export const handler = operationHandler(operation, wired, {
  count: (_request, caller) => countStart(ports, rules, caller),
  run: (request, caller, limit) => startReset(ports, rules, { ...request, ...caller }, limit),
});
