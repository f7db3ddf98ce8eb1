import type { CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import { type OperationId, operationOf, operationsWith } from '../../functions/operations/index.ts';
import type { Settings } from '../settings/schema.ts';
import { STAGE_NAME } from './api.ts';
import { costlyRates, generalRate, type SourceRate } from './api-rates.ts';
import { problemHeaders } from './gateway-responses.ts';

type Statement = CfnWebACL.StatementProperty;

/** Key of the body that callers beyond a rate get. */
export const RATE_LIMITED = 'rate-limited';

/** Rate rules of the firewall, without their priorities: every call of an address, then its costly ones. */
export function rateRules(settings: Settings, siteUrl: string): Omit<CfnWebACL.RuleProperty, 'priority'>[] {
  const { resets, logins } = costlyRates(settings);
  const ofLogins = logins && pathIs(logins.operations, NORMALIZED);
  const rule = (rate: SourceRate, ...scope: readonly Statement[]) => rateRule(rate, siteUrl, scope);
  return [
    rule(generalRate(settings)),
    // Every other path counts as a costly one, so that no way of writing a path escapes both rates.
    rule(resets, POST, not(pathIs(cheapOperations(settings), AS_SENT)), ...(ofLogins ? [not(ofLogins)] : [])),
    ...(logins && ofLogins ? [rule(logins, POST, ofLogins)] : []),
  ];
}

function rateRule(
  { name, limit, windowSeconds }: SourceRate,
  siteUrl: string,
  scope: readonly Statement[],
): Omit<CfnWebACL.RuleProperty, 'priority'> {
  // A blocked address that stops calling waits at most this long.
  const headers = { ...problemHeaders(siteUrl), 'Retry-After': String(windowSeconds) };
  return {
    name,
    statement: {
      rateBasedStatement: {
        aggregateKeyType: 'IP',
        limit,
        evaluationWindowSec: windowSeconds,
        ...(scope.length > 0 && { scopeDownStatement: { andStatement: { statements: [...scope] } } }),
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

const AS_SENT = ['NONE'];

/** Makes a path with `%73`, `//` or `/./` in it equal to the plain one. */
const NORMALIZED = ['URL_DECODE', 'NORMALIZE_PATH'];

/** Whether the path is that of one of these operations; if it is normalized, also with a slash at its end. */
const pathIs = (ids: readonly OperationId[], transformations: readonly string[]): Statement => ({
  regexMatchStatement: {
    fieldToMatch: { uriPath: {} },
    regexString: `^/${STAGE_NAME}(${ids.map((id) => operationOf(id).path).join('|')})${transformations === NORMALIZED ? '/?' : ''}$`,
    textTransformations: transformations.map((type, priority) => ({ type, priority })),
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
