import { composeCompleteReset } from './runtime/composition/complete-reset.ts';
import { completeResetOperation } from './http/complete-reset.ts';
import { operationHandler } from './http/operation-handler.ts';

const { ports, rules, loginUrl, ...parts } = composeCompleteReset();

export const handler = operationHandler('complete-reset', {
  operate: completeResetOperation(ports, rules, loginUrl),
  ...parts,
});
