import { ArnFormat, type Duration, Stack } from 'aws-cdk-lib';
import { Effect, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  Alias,
  Architecture,
  CfnFunction,
  Function as LambdaFunction,
  type IFunction,
  Runtime,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { type FunctionName, operations } from '../../functions/operations/index.ts';
import { splitEnvironment } from '../limits/environment.ts';
import type { Settings } from '../settings/schema.ts';
import { logGroupOf } from '../stage-names.ts';
import { statementsOf } from './access.ts';
import type { FunctionAccess } from './grants.ts';
import type { Encryption } from './encryption.ts';
import { bundled } from './function-code.ts';
import { KEPT } from './removal.ts';
import { StageLogGroup } from './stage-log-group.ts';

/** Place of a function in a VPC. */
export interface Network {
  readonly subnetIds: readonly string[];
  readonly securityGroupIds: readonly string[];
}

/**
 * Actions that Lambda itself takes with the role of a function in a VPC. AWS accepts no resource for most of them.
 */
const NETWORK_INTERFACES = [
  'ec2:AssignPrivateIpAddresses',
  'ec2:CreateNetworkInterface',
  'ec2:DeleteNetworkInterface',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DescribeSubnets',
  'ec2:UnassignPrivateIpAddresses',
];

export interface PasswordResetFunctionProps {
  readonly settings: Settings;
  readonly encryption: Encryption;
  /** Lambda entry, relative to the repository's root. */
  readonly entry: string;
  /** Every variable that the function reads, with the permissions that belong to them. */
  readonly access: FunctionAccess;
  /** API Gateway waits 29 s; a user does not. */
  readonly timeout: Duration;
  /** MiB; the processor's share grows with it. */
  readonly memorySize: number;
  readonly logRetention: RetentionDays;
  /** Instances that run at once: the maximum, and reserved for this function. Left out: what the account has left. */
  readonly reservedConcurrentExecutions?: number;
  /** Instances that are kept warm; 0 for none. */
  readonly provisionedConcurrency: number;
  /** Left out: outside a VPC, with access to AWS and the internet. */
  readonly network?: Network;
  /** False where a release moves all calls at once. */
  readonly shifted?: boolean;
}

/**
 * One function with a role of its own, which may write to its own log group and do what its `access` says, and
 * nothing else.
 */
export class PasswordResetFunction<Name extends FunctionName> extends Construct {
  readonly lambda: LambdaFunction;
  /** Alias that calls go to, where a release moves them or instances are kept warm. */
  readonly alias?: Alias;
  readonly role: Role;
  readonly logGroup: StageLogGroup;
  /** MiB. */
  readonly memorySize: number;

  /** Target of calls. */
  get target(): IFunction {
    return this.alias ?? this.lambda;
  }

  constructor(scope: Construct, name: Name, props: PasswordResetFunctionProps) {
    super(scope, name);
    const functionName = `password-reset-${props.settings.stage}-${name}`;
    this.memorySize = props.memorySize;
    this.logGroup = new StageLogGroup(this, 'Logs', {
      settings: props.settings,
      encryption: props.encryption,
      logGroupName: logGroupOf(props.settings.stage, name),
      retention: props.logRetention,
      isTrail: name === 'audit-consumer',
    });
    this.role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    this.role.addToPolicy(
      new PolicyStatement({
        actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        resources: [this.logGroup.logGroupArn],
      }),
    );
    for (const statement of statementsOf(props.access)) this.role.addToPolicy(statement);
    const { variables } = props.access;
    const { inEnvironment, inBundle } = splitEnvironment(
      variables,
      (value) => Stack.of(this).resolve(value) as unknown,
    );
    this.lambda = new LambdaFunction(this, 'Function', {
      functionName,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: 'index.handler',
      code: bundled(props.entry, props.settings.directory, inBundle),
      role: this.role,
      logGroup: this.logGroup,
      timeout: props.timeout,
      memorySize: props.memorySize,
      reservedConcurrentExecutions: props.reservedConcurrentExecutions,
      environment: inEnvironment,
      // Traces hold Lambda's own segments alone, so that no secret can be in one. Streams and schedules are not
      // traced: each run would be a trace of one segment.
      tracing: Object.hasOwn(operations, name) ? Tracing.ACTIVE : Tracing.PASS_THROUGH,
      // A rollback needs the version before. One that was rolled back is deleted: Lambda publishes the same code only
      // once, so the next attempt to release it would fail.
      currentVersionOptions: { removalPolicy: KEPT },
    });
    if (props.network !== undefined) this.#enter(props.network, functionName);
    const { provisionedConcurrency, settings, shifted = true } = props;
    const moves = shifted && settings.releaseShifting !== 'all-at-once';
    if (!moves && provisionedConcurrency === 0) return;
    this.alias = new Alias(this, 'Live', {
      aliasName: 'live',
      version: this.lambda.currentVersion,
      ...(provisionedConcurrency > 0 && { provisionedConcurrentExecutions: provisionedConcurrency }),
    });
  }

  /** Lambda makes the network interfaces. The function's own code is denied the rights that its role has for that. */
  #enter({ subnetIds, securityGroupIds }: Network, functionName: string): void {
    const arn = Stack.of(this).formatArn({
      service: 'lambda',
      resource: 'function',
      resourceName: functionName,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    const interfaces = { actions: NETWORK_INTERFACES, resources: ['*'] };
    this.role.addToPolicy(new PolicyStatement(interfaces));
    this.role.addToPolicy(
      new PolicyStatement({
        ...interfaces,
        effect: Effect.DENY,
        conditions: { ArnEquals: { 'lambda:SourceFunctionArn': arn } },
      }),
    );
    const { defaultChild } = this.lambda.node;
    if (!(defaultChild instanceof CfnFunction)) throw new Error('a function has no resource of its own');
    defaultChild.vpcConfig = { subnetIds: [...subnetIds], securityGroupIds: [...securityGroupIds] };
  }
}
