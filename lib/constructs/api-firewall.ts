import { ArnFormat, Stack } from 'aws-cdk-lib';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import { CfnLoggingConfiguration, CfnWebACL, CfnWebACLAssociation } from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';
import type { Settings } from '../settings/schema.ts';
import type { Encryption } from './encryption.ts';
import { ORIGIN_SECRET_HEADER } from '../../functions/operations/distribution.ts';
import { RATE_LIMITED, rateRules } from './firewall-rates.ts';
import { problemDocument } from './gateway-responses.ts';
import type { Secrets } from './secrets.ts';
import { StageLogGroup } from './stage-log-group.ts';

export interface ApiFirewallProps {
  readonly settings: Settings;
  readonly encryption: Encryption;
  readonly secrets: Secrets;
  readonly stageArn: string;
  /** Origin that may read the firewall's answers. */
  readonly siteUrl: string;
}

interface ManagedRules {
  readonly name: string;
  /** Rules of the set that count matches and block nothing. */
  readonly counted: readonly string[];
}

/**
 * Core rules that inspect bodies only count matches: a password may be any text (R13), and it is hashed and never
 * shown, so a password that looks like a script or a path is no attack. A body that is too large gets the API's 413.
 */
const CORE_RULES: ManagedRules = {
  name: 'AWSManagedRulesCommonRuleSet',
  counted: [
    'CrossSiteScripting_BODY',
    'EC2MetaDataSSRF_BODY',
    'GenericLFI_BODY',
    'GenericRFI_BODY',
    'SizeRestrictions_BODY',
  ],
};

/** Returns the rule sets that AWS maintains, in the order in which they apply. */
const managedRules = ({ wafCoreRules }: Settings): readonly ManagedRules[] => [
  { name: 'AWSManagedRulesAmazonIpReputationList', counted: [] },
  { name: 'AWSManagedRulesKnownBadInputsRuleSet', counted: [] },
  ...(wafCoreRules ? [CORE_RULES] : []),
];

/** Headers that WAF stores nothing of: session tokens, and the secret of CloudFront. */
const SECRET_HEADERS = ['authorization', ORIGIN_SECRET_HEADER];

/**
 * AWS WAF in front of the API. WAF answers calls that a rate rule blocks; API Gateway's `WAF_FILTERED` answers
 * calls that a managed rule blocks. Both answers are problem documents, but WAF allows only the type
 * `application/json`.
 *
 * The log holds calls that were blocked or counted. WAF removes session tokens, the origin's secret, and whatever a
 * rule found in a body, from everything that it stores.
 */
export class ApiFirewall extends Construct {
  constructor(scope: Construct, id: string, { settings, encryption, secrets, stageArn, siteUrl }: ApiFirewallProps) {
    super(scope, id);
    const name = `password-reset-${settings.stage}`;
    const { originSecretRotation: rotation } = settings;
    // There is a version before only after a rotation, and a reference to none would fail the deployment.
    const originSecrets = [secrets.origin, ...(rotation === undefined ? [] : [secrets.originBefore])];
    const webAcl = new CfnWebACL(this, 'WebAcl', {
      name,
      scope: 'REGIONAL',
      // CloudFormation reads the origin's secret again only where something of the resource has changed.
      ...(rotation !== undefined && { description: `Origin secret of ${rotation}` }),
      defaultAction: { allow: {} },
      visibilityConfig: counted(name),
      customResponseBodies: {
        [RATE_LIMITED]: { contentType: 'APPLICATION_JSON', content: problemDocument('rate-limited', 429) },
      },
      rules: [...rateRules(settings, siteUrl, originSecrets), ...managedRules(settings).map(managedRule)].map(
        (rule, priority) => ({ ...rule, priority }),
      ),
      dataProtectionConfig: {
        dataProtections: [
          { action: 'SUBSTITUTION', field: { fieldType: 'SINGLE_HEADER', fieldKeys: SECRET_HEADERS } },
          { action: 'SUBSTITUTION', field: { fieldType: 'BODY' } },
        ],
      },
    });
    new CfnWebACLAssociation(this, 'Association', { webAclArn: webAcl.attrArn, resourceArn: stageArn });

    // WAF accepts only log groups whose names begin with `aws-waf-logs-`.
    const logGroup = new StageLogGroup(this, 'Log', { settings, encryption, logGroupName: `aws-waf-logs-${name}` });
    new CfnLoggingConfiguration(this, 'Logging', {
      resourceArn: webAcl.attrArn,
      logDestinationConfigs: [arnOf(logGroup)],
      redactedFields: SECRET_HEADERS.map((Name) => ({ singleHeader: { Name } })),
      loggingFilter: {
        DefaultBehavior: 'DROP',
        Filters: [
          {
            Behavior: 'KEEP',
            Requirement: 'MEETS_ANY',
            Conditions: ['BLOCK', 'COUNT'].map((Action) => ({ ActionCondition: { Action } })),
          },
        ],
      },
    });
  }
}

/** Puts a web ACL that exists in front of the API. Its rules, its log and its limits are its owner's. */
export function protectBy(scope: Construct, webAclArn: string, stageArn: string): void {
  new CfnWebACLAssociation(scope, 'ExistingFirewall', { webAclArn, resourceArn: stageArn });
}

function managedRule({ name, counted: rules }: ManagedRules): Omit<CfnWebACL.RuleProperty, 'priority'> {
  return {
    name,
    statement: {
      managedRuleGroupStatement: {
        vendorName: 'AWS',
        name,
        ruleActionOverrides: rules.map((rule) => ({ name: rule, actionToUse: { count: {} } })),
      },
    },
    overrideAction: { none: {} },
    visibilityConfig: counted(name),
  };
}

/** Visibility with a metric and without samples, which WAF would store outside of the log. */
const counted = (metricName: string): CfnWebACL.VisibilityConfigProperty => ({
  cloudWatchMetricsEnabled: true,
  metricName,
  sampledRequestsEnabled: false,
});

/** Returns the ARN of a log group without the final `:*` of CloudFormation, which WAF does not accept. */
const arnOf = (logGroup: LogGroup): string =>
  Stack.of(logGroup).formatArn({
    service: 'logs',
    resource: 'log-group',
    resourceName: logGroup.logGroupName,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
