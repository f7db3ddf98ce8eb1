import { originOf } from '../../functions/domain/origin.ts';
import { pepperOf } from './in-memory-peppers.ts';

/** User agent of every call that {@link callFrom} makes. */
export const USER_AGENT = 'Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0';

/** ARN of the administrator in tests. */
export const ADMINISTRATOR = 'arn:aws:sts::123456789012:assumed-role/Support/jane';

/** Returns the context of a call from an address, as the middleware chain passes it to an operation. */
export const callFrom = (source: string) => ({
  source,
  origin: { ...originOf(source, USER_AGENT, pepperOf(1)), captcha: 'passed' as const },
});
