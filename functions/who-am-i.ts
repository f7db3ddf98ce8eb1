import { operationHandler } from './http/operation-handler.ts';
import { whoAmI as operation } from './operations/who-am-i.ts';
import { wire } from './runtime/wire.ts';
import { whoAmI } from './use-cases/who-am-i.ts';

const wired = wire(operation);

export const handler = operationHandler(operation, wired, { run: (request) => whoAmI(wired.ports, request) });
