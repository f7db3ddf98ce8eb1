import { Aws, Stack } from 'aws-cdk-lib';
import {
  AccessLogField,
  AccessLogFormat,
  EndpointType,
  type JsonSchema,
  LambdaIntegration,
  LogGroupLogDestination,
  MethodLoggingLevel,
  type Model,
  RestApi,
  SecurityPolicy,
} from 'aws-cdk-lib/aws-apigateway';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { RemovalPolicy } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import * as z from 'zod';
import { type Operation, type OperationId, operations } from '../../functions/operations.ts';
import type { Settings } from '../settings.ts';
import { answerPreflights } from './cors-preflight.ts';
import { addGatewayResponses } from './gateway-responses.ts';
import { removalPolicyOf } from './removal.ts';

/** The stage's name is the first segment of every URL that API Gateway gives. */
const STAGE_NAME = 'v1';

export interface ApiProps {
  readonly settings: Settings;
  readonly functions: Readonly<Record<OperationId, { readonly target: IFunction }>>;
  readonly siteUrl: string;
  readonly allowedOrigins: readonly string[];
}

/** The REST API, made from the list of operations: resources, methods, request models, preflights and problems. */
export class Api extends Construct {
  /** With the stage path, without a slash at the end. */
  readonly url: string;
  readonly restApi: RestApi;

  constructor(scope: Construct, id: string, props: ApiProps) {
    super(scope, id);
    const { settings } = props;
    const accessLog = new LogGroup(this, 'AccessLog', {
      logGroupName: `/aws/apigateway/password-reset-${settings.stage}`,
      retention: settings.logRetentionDays,
      removalPolicy: removalPolicyOf(settings),
    });
    this.restApi = new RestApi(this, 'RestApi', {
      restApiName: `password-reset-${settings.stage}`,
      endpointTypes: [EndpointType.REGIONAL],
      // The role belongs to the account and region, so it outlives the stack that made it.
      cloudWatchRole: settings.setApiGatewayLogRole,
      ...(settings.setApiGatewayLogRole && { cloudWatchRoleRemovalPolicy: RemovalPolicy.RETAIN }),
      disableExecuteApiEndpoint: false,
      deployOptions: {
        stageName: STAGE_NAME,
        accessLogDestination: new LogGroupLogDestination(accessLog),
        accessLogFormat,
        // The execution log would hold bodies, and with them codes and passwords.
        loggingLevel: MethodLoggingLevel.OFF,
        dataTraceEnabled: false,
        tracingEnabled: true,
        throttlingRateLimit: settings.requestsPerSecond,
        throttlingBurstLimit: settings.requestBurst,
      },
    });
    this.#route(props);
    addGatewayResponses(this.restApi, props.siteUrl);
    this.#answerForOwnHost(settings);
    this.url =
      settings.apiUrl ??
      `https://${this.restApi.restApiId}.execute-api.${Aws.REGION}.${Stack.of(this).urlSuffix}/${STAGE_NAME}`;
  }

  #route({ functions, allowedOrigins }: ApiProps): void {
    const methodsByPath = new Map<string, string[]>();
    for (const id of Object.keys(operations) as OperationId[]) {
      const { method, path }: Operation = operations[id];
      const model = this.#requestModel(id);
      this.restApi.root
        .resourceForPath(path)
        .addMethod(method, new LambdaIntegration(functions[id].target, { allowTestInvoke: false }), {
          operationName: id,
          ...(model && { requestModels: { 'application/json': model } }),
        });
      methodsByPath.set(path, [...(methodsByPath.get(path) ?? []), method]);
    }
    for (const [path, methods] of methodsByPath) {
      answerPreflights(this.restApi.root.resourceForPath(path), methods, allowedOrigins);
    }
  }

  #requestModel(id: OperationId): Model | undefined {
    const { request, summary }: Operation = operations[id];
    if (request === undefined) return undefined;
    const { $schema: _, ...schema } = z.toJSONSchema(request, { io: 'input', target: 'draft-4' });
    const modelName = id.replaceAll(/(?:^|-)(\w)/g, (_match, letter: string) => letter.toUpperCase());
    return this.restApi.addModel(modelName, {
      modelName,
      description: summary,
      contentType: 'application/json',
      schema: schema as JsonSchema,
    });
  }

  #answerForOwnHost({ apiUrl, apiCertificateArn }: Settings): void {
    if (apiUrl === undefined || apiCertificateArn === undefined) return;
    this.restApi.addDomainName('Host', {
      domainName: new URL(apiUrl).hostname,
      certificate: Certificate.fromCertificateArn(this, 'Certificate', apiCertificateArn),
      endpointType: EndpointType.REGIONAL,
      securityPolicy: SecurityPolicy.TLS_1_2,
      basePath: STAGE_NAME,
    });
  }
}

/** Who called what, when and with which result: no header, query string or body, so no token or address of a mail. */
const accessLogFormat = AccessLogFormat.custom(
  JSON.stringify({
    requestId: AccessLogField.contextRequestId(),
    time: AccessLogField.contextRequestTimeEpoch(),
    ip: AccessLogField.contextIdentitySourceIp(),
    method: AccessLogField.contextHttpMethod(),
    resourcePath: AccessLogField.contextResourcePath(),
    status: AccessLogField.contextStatus(),
    responseLatency: AccessLogField.contextResponseLatency(),
    integrationLatency: AccessLogField.contextIntegrationLatency(),
    errorType: AccessLogField.contextErrorResponseType(),
  }),
);
