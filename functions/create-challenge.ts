import { operationHandler } from './http/operation-handler.ts';
import { createChallenge as operation } from './operations/create-challenge.ts';
import { wire } from './runtime/wire.ts';
import { createChallenge } from './use-cases/create-challenge.ts';

const wired = wire(operation);

export const handler = operationHandler(operation, wired, {
  run: (request, caller) => createChallenge(wired.ports, wired.rules, request, caller),
});
