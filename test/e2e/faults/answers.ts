import type { WireCall, WireFault } from '../../../testkit/wire/wire-proxy.ts';

/** Error answers of the services, as they are on the wire. */

const json = (status: number, body: object): WireFault => ({ kind: 'answer', status, body: JSON.stringify(body) });

/** DynamoDB's errors name themselves in `__type`. */
export const dynamodbError = (name: string, status = 400): WireFault =>
  json(status, { __type: `com.amazonaws.dynamodb.v20120810#${name}`, message: name });

export const throttled: WireFault = dynamodbError('ProvisionedThroughputExceededException');

export const brokenDynamodb: WireFault = dynamodbError('InternalServerError', 500);

export const garbage: WireFault = {
  kind: 'answer',
  status: 200,
  body: '<html>gateway</html>',
  contentType: 'text/html',
};

/** Error of SES, in the Query protocol. */
export const sesError = (code: string, status = 400, message = code): WireFault => ({
  kind: 'answer',
  status,
  contentType: 'text/xml',
  body: `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>1</RequestId></ErrorResponse>`,
});

export const siteverifyError = (...codes: readonly string[]): WireFault =>
  json(200, { success: false, 'error-codes': codes });

/** Matches calls of one function, of one operation, on one table. */
export const calls =
  (caller: string, operation?: string, table?: 'users' | 'resets' | 'sessions') =>
  (call: WireCall): boolean =>
    call.caller === caller &&
    (operation === undefined || call.operation === operation) &&
    (table === undefined || call.body.includes(`-${table}"`));

/** Matches updates of a record that carry an event. */
export const writesEvent =
  (caller: string, event: string) =>
  (call: WireCall): boolean =>
    call.caller === caller && call.body.includes(`{"S":"${event}"}`);
