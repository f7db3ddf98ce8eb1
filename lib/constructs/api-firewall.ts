import { ArnFormat, Stack } from 'aws-cdk-lib';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import { CfnLoggingConfiguration, CfnWebACL, CfnWebACLAssociation } from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';
import type { Settings } from '../settings/schema.ts';
import type { Encryption } from './encryption.ts';
import { RATE_LIMITED, rateRules } from './firewall-rates.ts';
import { problemDocument } from './gateway-responses.ts';
import { StageLogGroup } from './stage-log-group.ts';

export interface ApiFirewallProps {
  readonly settings: Settings;
  readonly encryption: Encryption;
  readonly stageArn: string;
  /** Origin that may read the firewall's answers. */
  readonly siteUrl: string;
}

/**
 * Rule sets that AWS maintains, in the order in which they apply. Rules that inspect bodies only count matches: a
 * password may be any text (R13), and it is hashed and never shown, so a password that looks like a script or a path
 * is no attack. A body that is too large gets the API's 413.
 */
const managedRules = [
  { name: 'AWSManagedRulesAmazonIpReputationList', counted: [] },
  { name: 'AWSManagedRulesKnownBadInputsRuleSet', counted: [] },
  {
    name: 'AWSManagedRulesCommonRuleSet',
    counted: [
      'CrossSiteScripting_BODY',
      'EC2MetaDataSSRF_BODY',
      'GenericLFI_BODY',
      'GenericRFI_BODY',
      'SizeRestrictions_BODY',
    ],
  },
];

/**
 * AWS WAF in front of the API. WAF answers calls that a rate rule blocks; API Gateway's `WAF_FILTERED` answers
 * calls that a managed rule blocks. Both answers are problem documents, but WAF allows only the type
 * `application/json`.
 *
 * The log holds calls that were blocked or counted. WAF removes session tokens, and whatever a rule found in a body,
 * from everything that it stores.
 */
export class ApiFirewall extends Construct {
  constructor(scope: Construct, id: string, { settings, encryption, stageArn, siteUrl }: ApiFirewallProps) {
    super(scope, id);
    const name = `password-reset-${settings.stage}`;
    const webAcl = new CfnWebACL(this, 'WebAcl', {
      name,
      scope: 'REGIONAL',
      defaultAction: { allow: {} },
      visibilityConfig: counted(name),
      customResponseBodies: {
        [RATE_LIMITED]: { contentType: 'APPLICATION_JSON', content: problemDocument('rate-limited', 429) },
      },
      rules: [...rateRules(settings, siteUrl), ...managedRules.map(managedRule)].map((rule, priority) => ({
        ...rule,
        priority,
      })),
      dataProtectionConfig: {
        dataProtections: [
          { action: 'SUBSTITUTION', field: { fieldType: 'SINGLE_HEADER', fieldKeys: ['authorization'] } },
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
      redactedFields: [{ singleHeader: { Name: 'authorization' } }],
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

function managedRule({
  name,
  counted: rules,
}: (typeof managedRules)[number]): Omit<CfnWebACL.RuleProperty, 'priority'> {
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
