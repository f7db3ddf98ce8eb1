import { operationHandler } from './http/operation-handler.ts';
import { remindUserId as operation } from './operations/remind-user-id.ts';
import { wire } from './runtime/wire.ts';
import { countReminder, remindUserId } from './use-cases/remind-user-id.ts';

const wired = wire(operation);
const { ports, rules } = wired;

export const handler = operationHandler(operation, wired, {
  count: (_request, caller) => countReminder(ports, rules, caller),
  run: (request, caller, limit) => remindUserId(ports, { ...request, ...caller }, limit),
});
