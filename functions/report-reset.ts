import { operationHandler } from './http/operation-handler.ts';
import { reportReset as operation } from './operations/report-reset.ts';
import { wire } from './runtime/wire.ts';
import { reportReset } from './use-cases/report-reset.ts';

const wired = wire(operation);

export const handler = operationHandler(operation, wired, {
  run: (request, caller) => reportReset(wired.ports, { ...request, ...caller }),
});
