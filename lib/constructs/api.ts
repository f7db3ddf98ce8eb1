import { Aws, RemovalPolicy, Stack } from 'aws-cdk-lib';
import {
  AccessLogField,
  AccessLogFormat,
  type CfnRestApi,
  type DomainName,
  EndpointAccessMode,
  EndpointType,
  type JsonSchema,
  LambdaIntegration,
  LogGroupLogDestination,
  type MethodDeploymentOptions,
  MethodLoggingLevel,
  type Model,
  RestApi,
  SecurityPolicy,
} from 'aws-cdk-lib/aws-apigateway';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnSamplingRule } from 'aws-cdk-lib/aws-xray';
import { Construct } from 'constructs';
import * as z from 'zod';
import { type Operation, type OperationId, operations, operationsWith } from '../../functions/operations/index.ts';
import { ownHostsOf } from '../settings/domain-names.ts';
import type { Settings } from '../settings/schema.ts';
import { answerPreflights } from './cors-preflight.ts';
import type { Encryption } from './encryption.ts';
import { addGatewayResponses } from './gateway-responses.ts';
import { StageLogGroup } from './stage-log-group.ts';

/** The stage's name is the first segment of every URL that API Gateway gives. */
const STAGE_NAME = 'v1';

/** TLS 1.2 or 1.3, with forward secrecy. API Gateway's own default lets TLS 1.0 in, also under a host of ours. */
const TLS = {
  securityPolicy: SecurityPolicy.TLS13_1_2_PFS_PQ_2025_09,
  endpointAccessMode: EndpointAccessMode.STRICT,
};

export interface ApiProps {
  readonly settings: Settings;
  readonly encryption: Encryption;
  /** Each has a route. */
  readonly functions: ReadonlyMap<OperationId, { readonly target: IFunction }>;
  readonly siteUrl: string;
  readonly allowedOrigins: readonly string[];
}

/** The REST API, made from the list of operations: resources, methods, request models, preflights and problems. */
export class Api extends Construct {
  /** With the stage path, without a slash at the end. */
  readonly url: string;
  readonly restApi: RestApi;
  /** Absent where the API has no host of its own. */
  readonly ownHost: DomainName | undefined;

  constructor(scope: Construct, id: string, props: ApiProps) {
    super(scope, id);
    const { settings, encryption } = props;
    const accessLog = new StageLogGroup(this, 'AccessLog', {
      settings,
      encryption,
      logGroupName: `/aws/apigateway/password-reset-${settings.stage}`,
    });
    this.restApi = new RestApi(this, 'RestApi', {
      restApiName: `password-reset-${settings.stage}`,
      endpointTypes: [EndpointType.REGIONAL],
      // The role belongs to the account and region, so it outlives the stack that made it.
      cloudWatchRole: settings.setApiGatewayLogRole,
      ...(settings.setApiGatewayLogRole && { cloudWatchRoleRemovalPolicy: RemovalPolicy.RETAIN }),
      // With a host of its own the API has one name, and one certificate.
      disableExecuteApiEndpoint: ownHostsOf(settings).api !== undefined,
      deployOptions: {
        stageName: STAGE_NAME,
        accessLogDestination: new LogGroupLogDestination(accessLog),
        accessLogFormat,
        // The execution log would hold bodies, and with them codes and passwords.
        ...methodThrottling(settings, { loggingLevel: MethodLoggingLevel.OFF, dataTraceEnabled: false }),
        tracingEnabled: true,
      },
    });
    Object.assign(this.restApi.node.defaultChild as CfnRestApi, TLS);
    this.#sampleTraces(settings);
    this.#route(props);
    addGatewayResponses(this.restApi, props.siteUrl);
    this.ownHost = this.#answerForOwnHost(settings);
    this.url =
      settings.apiUrl ??
      `https://${this.restApi.restApiId}.execute-api.${Aws.REGION}.${Stack.of(this).urlSuffix}/${STAGE_NAME}`;
  }

  /** A preflight is the gateway's own answer: its trace would show nothing. */
  #sampleTraces({ stage, tracedPercent }: Settings): void {
    if (tracedPercent === undefined) return;
    // Names are of 32 characters at most.
    this.#sample('Sampling', { ruleName: `reset-${stage}`, priority: 1000, fixedRate: tracedPercent / 100 });
    const preflights = { ruleName: `reset-${stage}-cors`, priority: 999, fixedRate: 0, httpMethod: 'OPTIONS' };
    this.#sample('SamplingOfPreflights', preflights);
  }

  #sample(id: string, rule: { ruleName: string; priority: number; fixedRate: number; httpMethod?: string }): void {
    new CfnSamplingRule(this, id, {
      samplingRule: {
        reservoirSize: 0,
        serviceName: `${this.restApi.restApiName}/${STAGE_NAME}`,
        serviceType: 'AWS::ApiGateway::Stage',
        host: '*',
        httpMethod: '*',
        urlPath: '*',
        resourceArn: '*',
        version: 1,
        ...rule,
      },
    });
  }

  #route({ functions, allowedOrigins }: ApiProps): void {
    const methodsByPath = new Map<string, string[]>();
    for (const [id, { target }] of functions) {
      const { method, path }: Operation = operations[id];
      const model = this.#requestModel(id);
      this.restApi.root
        .resourceForPath(path)
        .addMethod(method, new LambdaIntegration(target, { allowTestInvoke: false }), {
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
    const { $schema: _, ...schema } = z.toJSONSchema(request(), { io: 'input', target: 'draft-4' });
    const modelName = id.replaceAll(/(?:^|-)(\w)/g, (_match, letter: string) => letter.toUpperCase());
    return this.restApi.addModel(modelName, {
      modelName,
      description: summary,
      contentType: 'application/json',
      schema: schema as JsonSchema,
    });
  }

  #answerForOwnHost(settings: Settings): DomainName | undefined {
    const { api } = ownHostsOf(settings);
    if (api === undefined || settings.apiCertificateArn === undefined) return undefined;
    return this.restApi.addDomainName('Host', {
      domainName: api,
      certificate: Certificate.fromCertificateArn(this, 'Certificate', settings.apiCertificateArn),
      endpointType: EndpointType.REGIONAL,
      ...TLS,
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

/** Each call of these sends a mail, or hashes a password on a whole processor. */
const COSTLY: readonly OperationId[] = ['start-reset', 'resend-otp', 'remind-user-id', 'complete-reset', 'log-in'];

/**
 * What the gateway lets through of one method, over all callers. A method that has options of its own takes nothing from
 * the stage's, so each of them repeats `always`.
 */
function methodThrottling(settings: Settings, always: MethodDeploymentOptions) {
  const costly: MethodDeploymentOptions = {
    ...always,
    throttlingRateLimit: settings.costlyRequestsPerSecond,
    throttlingBurstLimit: settings.costlyRequestBurst,
  };
  const methodOf = ({ path, method }: Operation) => `${path}/${method}`;
  return {
    ...always,
    throttlingRateLimit: settings.requestsPerSecond,
    throttlingBurstLimit: settings.requestBurst,
    methodOptions: Object.fromEntries(
      operationsWith(settings.directory)
        .filter((id) => COSTLY.includes(id))
        .map((id) => [methodOf(operations[id]), costly]),
    ),
  };
}
