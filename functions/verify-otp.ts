import { operationHandler } from './http/operation-handler.ts';
import { verifyOtp as operation } from './operations/verify-otp.ts';
import { wire } from './runtime/wire.ts';
import { countGuess, verifyOtp } from './use-cases/verify-otp.ts';

const wired = wire(operation);
const { ports, rules } = wired;

export const handler = operationHandler(operation, wired, {
  count: (request, caller) => countGuess(ports, rules, { ...request, ...caller }),
  run: (request, caller, counted) => verifyOtp(ports, rules, { ...request, ...caller }, counted),
});
