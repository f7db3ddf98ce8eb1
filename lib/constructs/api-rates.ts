import { type OperationId, operationOf, operationsWith } from '../../functions/operations/index.ts';
import type { Settings } from '../settings/schema.ts';

/** Calls that one source address may make within a window, as the firewall counts them. */
export interface SourceRate {
  /** Name of the firewall's rule and of its metric. */
  readonly name: string;
  readonly limit: number;
  /** 60, 120, 300 or 600: AWS WAF counts over no other windows. */
  readonly windowSeconds: number;
}

/** Throttle of one method in API Gateway: a bucket of `burst` calls that fills with `perSecond` calls a second. */
export interface MethodRate {
  readonly perSecond: number;
  readonly burst: number;
}

/** Addresses that may send at the firewall's rate, all at the same time, without harm to others. */
export const HOSTILE_SOURCES = 20;

/** Quotas of an account in one region. https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html */
const ACCOUNT: MethodRate = { perSecond: 10_000, burst: 5_000 };

/** Minimum of AWS WAF. */
const LEAST = 10;

/** Seconds in which a source may make the costly calls of a whole hour, because an office comes at nine. */
const WINDOW_OF_AN_HOUR = 600;

/**
 * Costly calls of a reset (start and completion), with one more for a call that is repeated, and of a login that is
 * repeated once. Logins are many, so beside them no room is kept for repeated resets.
 */
const CALLS = { reset: 2, resetWithoutLogins: 3, login: 2 };

/** Rate of one source on all of the API. */
export const generalRate = ({ wafRequestsPerMinute }: Settings): SourceRate => ({
  name: 'rate-limited',
  limit: wafRequestsPerMinute,
  windowSeconds: 60,
});

/** Operations that send a mail or hash a password. */
export const costlyOperations = ({ directory }: Settings): OperationId[] =>
  operationsWith(directory).filter((id) => operationOf(id).costly);

/**
 * Rate of one source on all costly operations together. It follows the limits that the functions apply to a source in
 * an hour, so that a source reaches its own limits before the firewall's, and can hardly pass it.
 */
export function costlyRate(settings: Settings): SourceRate {
  const { startsPerSourcePerHour: starts, loginsPerSourcePerHour: logins } = settings;
  const hasLogins = costlyOperations(settings).includes('log-in');
  const calls = hasLogins ? CALLS.reset * starts + CALLS.login * logins : CALLS.resetWithoutLogins * starts;
  return { name: 'rate-limited-costly', limit: Math.max(LEAST, calls), windowSeconds: WINDOW_OF_AN_HOUR };
}

/**
 * Throttle of a method that leaves its users the bucket of the settings, whatever {@link HOSTILE_SOURCES} addresses
 * send at the firewall's rate.
 *
 * The firewall lets n addresses make at most n × limit calls in any window, so in t seconds
 * n × limit × (1 + t / window). A bucket that holds n × limit calls more, and gets n × limit / window more a second,
 * has taken all of them, and what is left for others in t seconds is burst + perSecond × t, as without them.
 *
 * API Gateway takes no more than the quotas of the account. Where they are reached, fewer addresses are withstood:
 * docs/reference/scale.md.
 */
export function withstanding({ limit, windowSeconds }: SourceRate, users: MethodRate): MethodRate {
  const hostile = HOSTILE_SOURCES * limit;
  return {
    perSecond: Math.min(ACCOUNT.perSecond, users.perSecond + Math.ceil(hostile / windowSeconds)),
    burst: Math.min(ACCOUNT.burst, users.burst + hostile),
  };
}

/** Throttles of the methods of a stage: of the costly ones, by operation, and of every other. */
export function methodRates(settings: Settings): { costly: ReadonlyMap<OperationId, MethodRate>; other: MethodRate } {
  const users = { perSecond: settings.requestsPerSecond, burst: settings.requestBurst };
  const costlyUsers = { perSecond: settings.costlyRequestsPerSecond, burst: settings.costlyRequestBurst };
  // Without a firewall nothing limits one caller, so no bucket is large enough.
  const throttle = (rate: SourceRate, of: MethodRate) => (settings.waf ? withstanding(rate, of) : of);
  const ofCostly = throttle(costlyRate(settings), costlyUsers);
  return {
    costly: new Map(costlyOperations(settings).map((id) => [id, ofCostly])),
    other: throttle(generalRate(settings), users),
  };
}
