import type { SecretValue } from 'aws-cdk-lib';
import type { CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import { ORIGIN_SECRET_HEADER } from '../../functions/operations/distribution.ts';
import { type OperationId, operationOf, operationsWith } from '../../functions/operations/index.ts';
import type { Settings } from '../settings/schema.ts';
import { STAGE_NAME } from './api.ts';
import { costlyRate, generalRate, type SourceRate } from './api-rates.ts';
import { problemHeaders } from './gateway-responses.ts';
import { FIREWALL_ADDRESS_HEADER } from './site-api.ts';

type Statement = CfnWebACL.StatementProperty;

/** Key of the body that callers beyond a rate get. */
export const RATE_LIMITED = 'rate-limited';

/**
 * Rate rules of the firewall, without their priorities: every call of an address, then its costly ones. First for
 * callers of the API's own host, then for those whose calls CloudFront passes on. There the address is in a header,
 * which counts only beside the secret that CloudFront alone sends.
 *
 * @param originSecrets values of the secret that are accepted
 */
export function rateRules(
  settings: Settings,
  siteUrl: string,
  originSecrets: readonly SecretValue[],
): Omit<CfnWebACL.RuleProperty, 'priority'>[] {
  const through = anyOf(originSecrets.map(hasSecret));
  return [
    ...rulesOf(settings, (rate, scope) => rateRule(rate, siteUrl, [not(through), ...scope])),
    ...rulesOf(settings, ({ name, ...rate }, scope) =>
      rateRule({ ...rate, name: `${name}-site` }, siteUrl, [through, ...scope], FIREWALL_ADDRESS_HEADER),
    ),
  ];
}

type Rule = Omit<CfnWebACL.RuleProperty, 'priority'>;

function rulesOf(settings: Settings, rule: (rate: SourceRate, scope: readonly Statement[]) => Rule): Rule[] {
  return [
    rule(generalRate(settings), []),
    // Every other path counts as a costly one, so that no way of writing a path escapes both rates.
    rule(costlyRate(settings), [POST, not(pathIs(cheapOperations(settings)))]),
  ];
}

/** @param addressHeader header with the address of the caller; absent where the call comes from the caller itself */
function rateRule(
  { name, limit, windowSeconds }: SourceRate,
  siteUrl: string,
  scope: readonly [Statement, ...Statement[]],
  addressHeader?: string,
): Rule {
  // A blocked address that stops calling waits at most this long.
  const headers = { ...problemHeaders(siteUrl), 'Retry-After': String(windowSeconds) };
  return {
    name,
    statement: {
      rateBasedStatement: {
        ...(addressHeader === undefined
          ? { aggregateKeyType: 'IP' }
          : {
              aggregateKeyType: 'FORWARDED_IP',
              forwardedIpConfig: { headerName: addressHeader, fallbackBehavior: 'MATCH' },
            }),
        limit,
        evaluationWindowSec: windowSeconds,
        scopeDownStatement: all(scope),
      },
    },
    action: {
      block: {
        customResponse: {
          responseCode: 429,
          customResponseBodyKey: RATE_LIMITED,
          responseHeaders: Object.entries(headers).map(([header, value]) => ({ name: header, value })),
        },
      },
    },
    visibilityConfig: { cloudWatchMetricsEnabled: true, metricName: name, sampledRequestsEnabled: false },
  };
}

const cheapOperations = ({ directory, captchaProvider }: Settings): OperationId[] =>
  operationsWith(directory, captchaProvider).filter(
    (id) => operationOf(id).method === 'POST' && !operationOf(id).costly,
  );

const not = (statement: Statement): Statement => ({ notStatement: { statement } });

/** WAF takes no conjunction or disjunction of one statement. */
const all = ([first, ...others]: readonly [Statement, ...Statement[]]): Statement =>
  others.length === 0 ? first : { andStatement: { statements: [first, ...others] } };

function anyOf([first, ...others]: readonly Statement[]): Statement {
  if (first === undefined) throw new Error('WAF takes no disjunction of nothing');
  return others.length === 0 ? first : { orStatement: { statements: [first, ...others] } };
}

const hasSecret = (secret: SecretValue): Statement => ({
  byteMatchStatement: {
    fieldToMatch: { singleHeader: { Name: ORIGIN_SECRET_HEADER } },
    positionalConstraint: 'EXACTLY',
    // CloudFormation reads the secret when it updates the web ACL.
    searchString: secret.unsafeUnwrap(),
    textTransformations: [{ type: 'NONE', priority: 0 }],
  },
});

/** Whether the path, as it was sent, is that of one of these operations. */
const pathIs = (ids: readonly OperationId[]): Statement => ({
  regexMatchStatement: {
    fieldToMatch: { uriPath: {} },
    regexString: `^/${STAGE_NAME}(${ids.map((id) => operationOf(id).path).join('|')})$`,
    textTransformations: [{ type: 'NONE', priority: 0 }],
  },
});

const POST: Statement = {
  byteMatchStatement: {
    fieldToMatch: { method: {} },
    positionalConstraint: 'EXACTLY',
    searchString: 'POST',
    textTransformations: [{ type: 'NONE', priority: 0 }],
  },
};
