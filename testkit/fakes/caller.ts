import { originOf } from '../../functions/domain/origin.ts';
import { pepperOf } from './in-memory-peppers.ts';

/** The header of every call that {@link callFrom} makes. */
export const USER_AGENT = 'Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0';

/** ARN of the administrator in tests. */
export const ADMINISTRATOR = 'arn:aws:sts::123456789012:assumed-role/Support/jane';

/** Who calls from an address, as the chain before an operation hands it on. */
export const callFrom = (source: string, captcha: Promise<void> = Promise.resolve()) => ({
  source,
  origin: { ...originOf(source, USER_AGENT, pepperOf(1)), captcha: 'passed' as const },
  captcha,
});
