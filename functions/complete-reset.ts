import { operationHandler } from './http/operation-handler.ts';
import { completeReset as operation } from './operations/complete-reset.ts';
import { wire } from './runtime/wire.ts';
import { completeReset } from './use-cases/complete-reset.ts';

const wired = wire(operation);
const { loginUrl, passwordMinLength, ...settings } = wired.rules;
const rules = { ...settings, password: { minimumLength: passwordMinLength } };

export const handler = operationHandler(operation, wired, {
  run: async (request, caller) => ({
    ...(await completeReset(wired.ports, rules, { ...request, ...caller })),
    loginUrl,
  }),
});
