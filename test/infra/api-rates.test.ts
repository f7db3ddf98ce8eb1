import { type OperationId, operationOf, operationsWith } from '../../functions/operations/index.ts';
import {
  costlyOperations,
  costlyRate,
  generalRate,
  HOSTILE_SOURCES,
  methodRates,
  withstanding,
} from '../../lib/constructs/api-rates.ts';
import { settingsFromContext } from '../../lib/settings/stages/index.ts';
import type { Route, Stage } from '../../local/gateway/routes.ts';
import { Throttle } from '../../local/gateway/throttle.ts';
import { only, resources, synthesized } from './synthesized.ts';

/** Statements of WAF that the rate rules use. */
interface Statement {
  readonly AndStatement?: { readonly Statements: Statement[] };
  readonly NotStatement?: { readonly Statement: Statement };
  readonly ByteMatchStatement?: { readonly SearchString: unknown; readonly FieldToMatch: { readonly Method?: object } };
  readonly RegexMatchStatement?: { readonly RegexString: string; readonly TextTransformations: { Type: string }[] };
}

interface RateRule {
  readonly Name: string;
  readonly Statement: {
    readonly RateBasedStatement?: {
      readonly Limit: number;
      readonly EvaluationWindowSec: number;
      readonly ScopeDownStatement?: Statement;
    };
  };
}

interface Call {
  readonly method: string;
  /** As sent, with the stage. */
  readonly path: string;
  /** Whether CloudFront passes it on, with its secret. */
  readonly throughSite?: true;
}

const transformed = (path: string, type: string): string => {
  if (type === 'URL_DECODE') return decodeURIComponent(path);
  if (type === 'NORMALIZE_PATH') return new URL(path.replaceAll(/\/{2,}/g, '/'), 'http://host').pathname;
  return path;
};

function matches(statement: Statement, call: Call): boolean {
  const { AndStatement, NotStatement, ByteMatchStatement, RegexMatchStatement } = statement;
  if (AndStatement !== undefined) return AndStatement.Statements.every((each) => matches(each, call));
  if (NotStatement !== undefined) return !matches(NotStatement.Statement, call);
  if (ByteMatchStatement?.FieldToMatch.Method !== undefined) return ByteMatchStatement.SearchString === call.method;
  if (ByteMatchStatement !== undefined) return call.throughSite === true;
  if (RegexMatchStatement === undefined) throw new Error('an unknown statement');
  const path = RegexMatchStatement.TextTransformations.reduce((text, { Type }) => transformed(text, Type), call.path);
  return new RegExp(RegexMatchStatement.RegexString).test(path);
}

const rulesOf = (stage: string, overrides = {}) =>
  resources<{ Rules: RateRule[] }>(synthesized(stage, overrides), 'AWS::WAFv2::WebACL')
    .flatMap(([, { Properties }]) => Properties.Rules)
    .flatMap(({ Name, Statement: { RateBasedStatement: rate } }) => (rate === undefined ? [] : [{ Name, ...rate }]));

const rules = rulesOf('prod');

/** Names of the rates that a call counts for. */
const countedBy = (call: Call): string[] =>
  rules.filter(({ ScopeDownStatement: scope }) => scope === undefined || matches(scope, call)).map(({ Name }) => Name);

/** The rate rules, exact and without delay; AWS counts some seconds late. One call from all sources. */
class Firewall {
  readonly #rules: typeof rules;
  readonly #seen = new Map<string, number[]>();

  constructor(call: Call) {
    const names = countedBy(call);
    this.#rules = rules.filter(({ Name }) => names.includes(Name));
  }

  admits(source: string, now: number): boolean {
    const windows = this.#rules.map(({ Name, Limit, EvaluationWindowSec }) => {
      const times = this.#seen.get(`${Name} ${source}`) ?? [];
      this.#seen.set(`${Name} ${source}`, times);
      while ((times[0] ?? now) <= now - EvaluationWindowSec) times.shift();
      return { times, isFull: times.length >= Limit };
    });
    if (windows.some(({ isFull }) => isFull)) return false;
    for (const { times } of windows) times.push(now);
    return true;
  }
}

const stageOf = (stage: string, overrides = {}): Stage =>
  only(resources<Stage>(synthesized(stage, overrides), 'AWS::ApiGateway::Stage'))[1].Properties;

const routeOf = ({ method, path }: Call): Route => ({
  resourceId: path,
  resourcePath: path.replace('/v1', ''),
  method,
  integration: { Type: 'AWS_PROXY', functionName: '', TimeoutInMillis: 0 },
});

const START = { method: 'POST', path: '/v1/password-resets' };

/** Calls that an address sends in a second where no firewall stops it. */
const UNHINDERED = 100;

/**
 * Twenty minutes: `HOSTILE_SOURCES` addresses send every call that the firewall admits, and users send nine tenths of
 * what the settings promise them. Returns the number of refused calls of users.
 */
function refusedUsers(stage: Stage, call: Call, perSecond: number, firewall?: Firewall): number {
  let now = 0;
  const throttle = new Throttle(stage, () => now * 1000);
  const route = routeOf(call);
  let refused = 0;
  for (let second = 0; second < 1200; second += 1) {
    now = second;
    for (let source = 0; source < HOSTILE_SOURCES; source += 1) {
      let sent = 0;
      while (firewall === undefined ? sent < UNHINDERED : firewall.admits(`203.0.113.${source}`, now)) {
        throttle.admits(route);
        sent += 1;
      }
    }
    for (let user = 0; user < perSecond * 0.9; user += 1) {
      now = second + user / perSecond;
      if (!throttle.admits(route)) refused += 1;
    }
  }
  return refused;
}

describe('44. twenty addresses that send garbage at the rate of the firewall', () => {
  const preflight = { ...START, method: 'OPTIONS' };
  const verify = { method: 'POST', path: '/v1/password-resets/verify' };
  const login = { method: 'POST', path: '/v1/sessions' };
  test.each([
    ['starts', START, 20],
    ['preflights of starts', preflight, 100],
    ['verifications', verify, 100],
    ['completions', { method: 'POST', path: '/v1/password-resets/complete' }, 20],
    ['logins', login, 20],
    ['starts through CloudFront', { ...START, throughSite: true } as const, 20],
    ['logins through CloudFront', { ...login, throughSite: true } as const, 20],
  ])('leave honest %s unharmed', (_name, call, perSecond) => {
    expect(refusedUsers(stageOf('prod'), call, perSecond, new Firewall(call))).toBe(0);
  });

  test('would use up the rate of all without a firewall, which `waf=false` says', () => {
    expect(refusedUsers(stageOf('dev'), START, 20)).toBeGreaterThan(1000);
  });

  test('would use up a throttle that is no larger than the promise to users', () => {
    const unsized = stageOf('prod', { waf: 'false' });
    expect(refusedUsers(unsized, START, 20, new Firewall(START))).toBeGreaterThan(0);
  });
});

describe('a costly rate counts', () => {
  const pathOf = (id: OperationId) => `/v1${operationOf(id).path}`;
  const ids = operationsWith('built-in');

  test.each(ids.map((id) => [id]))('the calls of %s once, if they are costly', (id) => {
    const { method, costly } = operationOf(id);
    const own = costly ? ['rate-limited-costly'] : [];
    expect(countedBy({ method, path: pathOf(id) })).toEqual(['rate-limited', ...own]);
    expect(countedBy({ method: 'OPTIONS', path: pathOf(id) })).toEqual(['rate-limited']);
    const throughSite = countedBy({ method, path: pathOf(id), throughSite: true });
    expect(throughSite).toEqual(['rate-limited', ...own].map((name) => `${name}-site`));
  });

  test.each([
    ['/v1/password-resets/'],
    ['/v1//password-resets'],
    ['/v1/password%2Dresets'],
    ['/v1/password-resets/verify/../../password-resets'],
    ['/v1/password-resets/verify/'],
    ['/v1/PASSWORD-RESETS'],
    ['/v1/sessions/'],
    ['/v1/%73essions'],
    ['/v1/./sessions'],
    ['/v1/sessions/.'],
    ['/v1/sessions;x'],
  ])('the path %s, another way to write one', (path) => {
    expect(countedBy({ method: 'POST', path })).toEqual(['rate-limited', 'rate-limited-costly']);
  });
});

describe('the rates', () => {
  const settings = (overrides: Record<string, string>, stage = 'prod') =>
    settingsFromContext((key) => ({ stage, ...overrides })[key]);

  const cognito = { directory: 'cognito', cognitoUserPoolId: 'eu-central-1_AbCdEf123' };

  test('follow the limits of a source, and are never below the minimum of WAF', () => {
    const limit = (overrides: Record<string, string>) => costlyRate(settings(overrides)).limit;
    expect(limit({})).toBe(240);
    expect(limit({ startsPerSourcePerHour: '100', loginsPerSourcePerHour: '500' })).toBe(1200);
    expect(limit({ startsPerSourcePerHour: '1', loginsPerSourcePerHour: '1' })).toBe(10);
    expect(limit(cognito)).toBe(60);
    for (const { EvaluationWindowSec } of rules) expect([60, 120, 300, 600]).toContain(EvaluationWindowSec);
  });

  test('are the same where the directory has no logins', () => {
    expect(rulesOf('prod', cognito).map(({ Name, Limit }) => [Name, Limit])).toEqual([
      ['rate-limited', 200],
      ['rate-limited-costly', 60],
      ['rate-limited-site', 200],
      ['rate-limited-costly-site', 60],
    ]);
  });

  test('leave users the whole bucket of the settings in every throttle', () => {
    const of = settings({});
    const { costly, other } = methodRates(of);
    const rate = costlyRate(of);
    for (const id of costlyOperations(of)) {
      expect(costly.get(id)?.burst).toBe(of.costlyRequestBurst + HOSTILE_SOURCES * rate.limit);
      expect(costly.get(id)?.perSecond).toBeGreaterThanOrEqual(
        of.costlyRequestsPerSecond + (HOSTILE_SOURCES * rate.limit) / rate.windowSeconds,
      );
    }
    const { limit, windowSeconds } = generalRate(of);
    expect(other.burst).toBe(of.requestBurst + HOSTILE_SOURCES * limit);
    expect(other.perSecond).toBeGreaterThanOrEqual(of.requestsPerSecond + (HOSTILE_SOURCES * limit) / windowSeconds);
  });

  test('take no more than the quotas of an account', () => {
    const users = { perSecond: 9_999, burst: 40 };
    expect(withstanding({ name: '', limit: 10_000, windowSeconds: 60 }, users)).toEqual({
      perSecond: 10_000,
      burst: 5_000,
    });
  });

  test('add nothing without a firewall', () => {
    const of = settings({}, 'dev');
    const { costly, other } = methodRates(of);
    expect(other).toEqual({ perSecond: of.requestsPerSecond, burst: of.requestBurst });
    expect(costly.get('start-reset')).toEqual({ perSecond: of.costlyRequestsPerSecond, burst: of.costlyRequestBurst });
  });
});
