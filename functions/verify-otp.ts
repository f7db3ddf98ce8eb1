import { composeVerifyOtp } from './runtime/composition/verify-otp.ts';
import { verifyOtpOperation } from './http/verify-otp.ts';
import { operationHandler } from './http/operation-handler.ts';

const { ports, rules, ...parts } = composeVerifyOtp();

export const handler = operationHandler('verify-otp', { operate: verifyOtpOperation(ports, rules), ...parts });
