import type { ServerResponse } from 'node:http';
import { sendJson } from './loopback.ts';

/**
 * How SES refuses a call; nothing was taken then. `reject`: because of the recipient. `unverified`: because of the
 * account, which is in the sandbox or has the wrong identity.
 */
export const SES_FAULTS = ['reject', 'unverified', 'throttle'] as const;

export type SesFault = (typeof SES_FAULTS)[number];

interface Refusal {
  v1: string;
  v2: string;
  v2Status: number;
  message: string;
}

const REFUSALS: Record<SesFault | 'unknown-action', Refusal> = {
  reject: { v1: 'MessageRejected', v2: 'MessageRejected', v2Status: 400, message: 'Address blacklisted.' },
  unverified: {
    v1: 'MessageRejected',
    v2: 'MessageRejected',
    v2Status: 400,
    message: 'Email address is not verified. The following identities failed the check.',
  },
  throttle: {
    v1: 'Throttling',
    v2: 'TooManyRequestsException',
    v2Status: 429,
    message: 'Maximum sending rate exceeded.',
  },
  'unknown-action': { v1: 'InvalidAction', v2: 'NotFoundException', v2Status: 404, message: 'No such action.' },
};

/** Answers as SES does when it refuses: v1 in XML with status 400, v2 in JSON. */
export function refuse(response: ServerResponse, isV1: boolean, reason: SesFault | 'unknown-action'): void {
  const { v1, v2, v2Status, message } = REFUSALS[reason];
  if (!isV1) {
    response.setHeader('x-amzn-errortype', v2);
    return sendJson(response, v2Status, { message });
  }
  response.writeHead(400, { 'content-type': 'text/xml' });
  response.end(
    `<ErrorResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><Error><Type>Sender</Type><Code>${v1}</Code><Message>${message}</Message></Error><RequestId>local</RequestId></ErrorResponse>`,
  );
}
