import { operationHandler } from './http/operation-handler.ts';
import { logOut as operation } from './operations/log-out.ts';
import { wire } from './runtime/wire.ts';
import { logOut } from './use-cases/log-out.ts';

const wired = wire(operation);

export const handler = operationHandler(operation, wired, {
  run: (request, caller) => logOut(wired.ports, { ...request, ...caller }),
});
