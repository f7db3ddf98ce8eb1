import { composeWhoAmI } from './runtime/composition/who-am-i.ts';
import { whoAmIOperation } from './http/who-am-i.ts';
import { operationHandler } from './http/operation-handler.ts';

const { ports, ...parts } = composeWhoAmI();

export const handler = operationHandler('who-am-i', { operate: whoAmIOperation(ports), ...parts });
