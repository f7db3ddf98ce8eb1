import { composeResendOtp } from './runtime/composition/resend-otp.ts';
import { resendOtpOperation } from './http/resend-otp.ts';
import { operationHandler } from './http/operation-handler.ts';

const { ports, rules, ...parts } = composeResendOtp();

export const handler = operationHandler('resend-otp', { operate: resendOtpOperation(ports, rules), ...parts });
