import type { MiddlewareObj } from '@middy/core';
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import { viewerAddress } from '../domain/viewer-address.ts';
import { ORIGIN_SECRET_HEADER, VIEWER_ADDRESS_HEADER } from '../operations/distribution.ts';
import type { OriginSecret } from '../ports.ts';
import type { Telemetry } from '../runtime/telemetry.ts';

/** An event that knows where its call comes from. */
export interface LocatedEvent extends APIGatewayProxyEvent {
  /** Address of the caller. It is found at the first call, and once. */
  source: () => Promise<string>;
}

/**
 * Finds the source address of a call (R12): the socket's, or the viewer's where our distribution passed the call on.
 * A call that claims to come through it and does not prove so is a call of the socket's address: its limits are then
 * those of one address, and it is counted, because it may be the distribution that lost the secret.
 *
 * @param originSecret absent where an operation leaves no trace of its callers
 */
export function locate(
  originSecret: OriginSecret | undefined,
  telemetry: Pick<Telemetry<'origin-unproven'>, 'count'>,
): MiddlewareObj<LocatedEvent, APIGatewayProxyResult> {
  const find = async ({ headers, requestContext }: APIGatewayProxyEvent): Promise<string> => {
    const { sourceIp } = requestContext.identity;
    const { [ORIGIN_SECRET_HEADER]: secret, [VIEWER_ADDRESS_HEADER]: address } = headers;
    if (originSecret === undefined || (secret === undefined && address === undefined)) return sourceIp;
    const viewer = viewerAddress(address ?? '');
    if (secret !== undefined && viewer !== undefined && (await originSecret.accepts(secret))) return viewer;
    telemetry.count('origin-unproven');
    return sourceIp;
  };
  return {
    before: ({ event }) => {
      let found: Promise<string> | undefined;
      event.source = () => (found ??= find(event));
    },
  };
}
