import * as z from 'zod';
import type { Template } from '../template.ts';
import { type Answer, type Exchange, fillContext, mappedValue } from './exchange.ts';

/** The errors that the gateway answers by itself, as API Gateway words them. */
const ERRORS = {
  MISSING_AUTHENTICATION_TOKEN: {
    status: 403,
    message: 'Missing Authentication Token',
    errorType: 'MissingAuthenticationTokenException',
  },
  REQUEST_TOO_LARGE: {
    status: 413,
    message: 'HTTP content length exceeded 10485760 bytes.',
    errorType: 'RequestTooLargeException',
  },
  UNSUPPORTED_MEDIA_TYPE: {
    status: 415,
    message: 'Unsupported Media Type',
    errorType: 'BadRequestException',
  },
  THROTTLED: { status: 429, message: 'Too Many Requests', errorType: 'TooManyRequestsException' },
  API_CONFIGURATION_ERROR: {
    status: 500,
    message: 'Internal server error',
    errorType: 'InternalServerErrorException',
  },
  /**
   * The function failed, or its answer is not a proxy answer. API Gateway has no response type for this but the
   * default.
   */
  DEFAULT_5XX: { status: 502, message: 'Internal server error', errorType: 'InternalServerErrorException' },
  INTEGRATION_TIMEOUT: {
    status: 504,
    message: 'Endpoint request timed out',
    errorType: 'InternalServerErrorException',
  },
} as const;

export type GatewayError = keyof typeof ERRORS;

const schema = z.object({
  ResponseType: z.string(),
  StatusCode: z.coerce.number().optional(),
  ResponseParameters: z.record(z.string(), z.string()).default({}),
  ResponseTemplates: z.record(z.string(), z.string()).default({}),
});
type GatewayResponse = z.output<typeof schema>;

const HEADER = 'gatewayresponse.header.';
const UNCHANGED = {
  ResponseParameters: {},
  ResponseTemplates: { 'application/json': '{"message":$context.error.messageString}' },
};

/** The template's `AWS::ApiGateway::GatewayResponse` resources by response type. */
export class GatewayResponses {
  readonly #responses: ReadonlyMap<string, GatewayResponse>;

  constructor(template: Template) {
    const resources = template.read('AWS::ApiGateway::GatewayResponse', schema);
    this.#responses = new Map(resources.map(({ properties }) => [properties.ResponseType, properties]));
  }

  answer(type: GatewayError, exchange: Exchange): Answer {
    const { status, message, errorType } = ERRORS[type];
    exchange.error = { type, message };
    const response: Omit<GatewayResponse, 'ResponseType'> =
      this.#responses.get(type) ?? this.#responses.get(status < 500 ? 'DEFAULT_4XX' : 'DEFAULT_5XX') ?? UNCHANGED;
    const templates = Object.entries(response.ResponseTemplates);
    const [contentType, template] = templates[0] ?? Object.entries(UNCHANGED.ResponseTemplates)[0] ?? ['', ''];
    const headers = new Map([
      ['content-type', contentType],
      ['x-amzn-errortype', errorType],
    ]);
    for (const [parameter, expression] of Object.entries(response.ResponseParameters)) {
      const value = parameter.startsWith(HEADER) ? mappedValue(expression, exchange) : undefined;
      if (value !== undefined) headers.set(parameter.slice(HEADER.length).toLowerCase(), value);
    }
    return { status: response.StatusCode ?? status, headers: [...headers], body: fillContext(template, exchange) };
  }
}
