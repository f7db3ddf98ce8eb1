import { Aws, Stack } from 'aws-cdk-lib';
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
import { type Operation, type OperationId, operations } from '../../functions/operations/index.ts';
import { ownHostsOf } from '../settings/domain-names.ts';
import type { Settings } from '../settings/schema.ts';
import { type MethodRate, methodRates } from './api-rates.ts';
import { answerPreflights } from './cors-preflight.ts';
import type { Encryption } from './encryption.ts';
import { addGatewayResponses } from './gateway-responses.ts';
import { NEVER_DELETED } from './removal.ts';
import { StageLogGroup } from './stage-log-group.ts';

/** Name of the API Gateway stage, which is the first path segment of the URLs that API Gateway gives. */
export const STAGE_NAME = 'v1';

/** TLS 1.2 or 1.3, with forward secrecy. API Gateway's default also allows TLS 1.0, even under our own host. */
const TLS = {
  securityPolicy: SecurityPolicy.TLS13_1_2_PFS_PQ_2025_09,
  endpointAccessMode: EndpointAccessMode.STRICT,
};

export interface ApiProps {
  readonly settings: Settings;
  readonly encryption: Encryption;
  /** Functions of the operations. Each one gets a route. */
  readonly functions: ReadonlyMap<OperationId, { readonly target: IFunction }>;
  readonly siteUrl: string;
  readonly allowedOrigins: readonly string[];
}

/** REST API, made from the list of operations: resources, methods, request models, preflights and problems. */
export class Api extends Construct {
  /** URL with the stage path, without a slash at the end. */
  readonly url: string;
  readonly restApi: RestApi;
  /** Host at which API Gateway answers: its own name, or the one that AWS gives. */
  readonly host: string;
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
      // The role belongs to the account and region, so it stays whatever happens to this stack.
      cloudWatchRole: settings.setApiGatewayLogRole,
      ...(settings.setApiGatewayLogRole && { cloudWatchRoleRemovalPolicy: NEVER_DELETED }),
      // An API with its own host answers under that name only.
      disableExecuteApiEndpoint: ownHostsOf(settings).api !== undefined,
      deployOptions: {
        stageName: STAGE_NAME,
        accessLogDestination: new LogGroupLogDestination(accessLog),
        accessLogFormat,
        // The execution log would contain bodies, with codes and passwords.
        ...methodThrottling(settings, { loggingLevel: MethodLoggingLevel.OFF, dataTraceEnabled: false }),
        tracingEnabled: true,
      },
    });
    Object.assign(this.restApi.node.defaultChild as CfnRestApi, TLS);
    this.#sampleTraces(settings);
    this.#route(props);
    addGatewayResponses(this.restApi, props.siteUrl);
    this.ownHost = this.#answerForOwnHost(settings);
    const givenHost = `${this.restApi.restApiId}.execute-api.${Aws.REGION}.${Stack.of(this).urlSuffix}`;
    this.host = ownHostsOf(settings).api ?? givenHost;
    this.url = settings.apiUrl ?? `https://${givenHost}/${STAGE_NAME}`;
  }

  /** Preflights are not traced: the gateway answers them itself, so a trace would show nothing. */
  #sampleTraces({ stage, tracedPercent }: Settings): void {
    if (tracedPercent === undefined) return;
    // The name of a rule has at most 32 characters.
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
    const { request, texts }: Operation = operations[id];
    if (request === undefined) return undefined;
    const { $schema: _, ...schema } = z.toJSONSchema(request(), { io: 'input', target: 'draft-4' });
    const modelName = id.replaceAll(/(?:^|-)(\w)/g, (_match, letter: string) => letter.toUpperCase());
    return this.restApi.addModel(modelName, {
      modelName,
      description: texts.summary,
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

/** Format of the access log. It has no header, query string or body, so no token and no mail address. */
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

/**
 * Returns the throttles of the stage and of its costly methods, of all callers together. A method with its own options
 * inherits nothing from the stage, so each repeats `always`.
 */
function methodThrottling(settings: Settings, always: MethodDeploymentOptions) {
  const { costly, other } = methodRates(settings);
  const options = ({ perSecond, burst }: MethodRate): MethodDeploymentOptions => ({
    ...always,
    throttlingRateLimit: perSecond,
    throttlingBurstLimit: burst,
  });
  const methodOf = ({ path, method }: Operation) => `${path}/${method}`;
  return {
    ...options(other),
    methodOptions: Object.fromEntries([...costly].map(([id, rate]) => [methodOf(operations[id]), options(rate)])),
  };
}
