import { ArnFormat, Stack } from 'aws-cdk-lib';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import { CfnLoggingConfiguration, CfnWebACL, CfnWebACLAssociation } from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';
import type { Settings } from '../settings/schema.ts';
import type { Encryption } from './encryption.ts';
import { problemDocument, problemHeaders } from './gateway-responses.ts';
import { StageLogGroup } from './stage-log-group.ts';

export interface ApiFirewallProps {
  readonly settings: Settings;
  readonly encryption: Encryption;
  readonly stageArn: string;
  /** The origin that may read what the firewall answers. */
  readonly siteUrl: string;
}

/** In seconds, which is also what an address that was blocked has to wait at most once it is quiet. */
const WINDOW = 300;

/**
 * What AWS keeps up to date, in this order. Rules that look into bodies only count: a password may be any text (R13), is
 * hashed and never shown, so one that looks like a script or a path is no attack; and what is too large gets the API's 413.
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
 * AWS WAF before the API. What the rate rule blocks is answered here; what a managed rule blocks is answered by API
 * Gateway's `WAF_FILTERED`. Both are problem documents, though WAF lets an answer have no type but `application/json`.
 *
 * Its log holds what was blocked or counted. Session tokens and all that a rule found in a body are taken out of whatever WAF
 * keeps.
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
      rules: [rateRule(settings.wafRequestsPer5Minutes, siteUrl), ...managedRules.map(managedRule)],
      dataProtectionConfig: {
        dataProtections: [
          { action: 'SUBSTITUTION', field: { fieldType: 'SINGLE_HEADER', fieldKeys: ['authorization'] } },
          { action: 'SUBSTITUTION', field: { fieldType: 'BODY' } },
        ],
      },
    });
    new CfnWebACLAssociation(this, 'Association', { webAclArn: webAcl.attrArn, resourceArn: stageArn });

    // WAF takes no log group whose name begins otherwise.
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

const RATE_LIMITED = 'rate-limited';

function rateRule(limit: number, siteUrl: string): CfnWebACL.RuleProperty {
  const headers = { ...problemHeaders(siteUrl), 'Retry-After': String(WINDOW) };
  return {
    name: RATE_LIMITED,
    priority: 0,
    statement: { rateBasedStatement: { aggregateKeyType: 'IP', limit, evaluationWindowSec: WINDOW } },
    action: {
      block: {
        customResponse: {
          responseCode: 429,
          customResponseBodyKey: RATE_LIMITED,
          responseHeaders: Object.entries(headers).map(([name, value]) => ({ name, value })),
        },
      },
    },
    visibilityConfig: counted(RATE_LIMITED),
  };
}

function managedRule({ name, counted: rules }: (typeof managedRules)[number], index: number): CfnWebACL.RuleProperty {
  return {
    name,
    priority: index + 1,
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

/** A metric, and no samples: those would be kept outside of the log. */
const counted = (metricName: string): CfnWebACL.VisibilityConfigProperty => ({
  cloudWatchMetricsEnabled: true,
  metricName,
  sampledRequestsEnabled: false,
});

/** Without the `:*` at the end that CloudFormation gives a log group's ARN and WAF does not take. */
const arnOf = (logGroup: LogGroup): string =>
  Stack.of(logGroup).formatArn({
    service: 'logs',
    resource: 'log-group',
    resourceName: logGroup.logGroupName,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
