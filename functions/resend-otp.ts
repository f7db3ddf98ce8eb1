import { operationHandler } from './http/operation-handler.ts';
import { resendOtp as operation } from './operations/resend-otp.ts';
import { wire } from './runtime/wire.ts';
import { resendOtp } from './use-cases/resend-otp.ts';

const wired = wire(operation);

export const handler = operationHandler(operation, wired, {
  run: (request, caller) => resendOtp(wired.ports, wired.rules, { ...request, ...caller }),
});
