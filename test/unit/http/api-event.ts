import type { APIGatewayProxyEvent, Context } from 'aws-lambda';

/** An event as API Gateway makes it of a POST with a JSON body. */
export const apiEvent = (body: unknown, over: Partial<APIGatewayProxyEvent> = {}): APIGatewayProxyEvent =>
  ({
    httpMethod: 'POST',
    path: '/password-resets',
    headers: { 'Content-Type': 'application/json', Origin: 'https://login.example.com' },
    multiValueHeaders: {},
    queryStringParameters: null,
    pathParameters: null,
    body: typeof body === 'string' ? body : JSON.stringify(body),
    isBase64Encoded: false,
    requestContext: { identity: { sourceIp: '198.51.100.7' } },
    ...over,
  }) as unknown as APIGatewayProxyEvent;

export const lambdaContext = {
  awsRequestId: 'request-1',
  functionName: 'function',
  functionVersion: '1',
  memoryLimitInMB: '256',
  invokedFunctionArn: 'arn:aws:lambda:us-east-1:123456789012:function:function',
  getRemainingTimeInMillis: () => 1000,
} as unknown as Context;
