import { clock, plural, text } from '../messages/text.ts';
import { isTooLong } from '../otp-input.ts';
import type { Issued } from '../session.ts';

/** The reference, which also stands in the mail, and the time left for the code. */
export function CodeFacts({ progress, secondsLeft }: { progress: Issued; secondsLeft: number }) {
  return (
    <dl class="facts">
      <div>
        <dt>{text('code.reference')}</dt>
        <dd class="mono">
          <bdi dir="ltr">{progress.reference}</bdi>
        </dd>
      </div>
      <div>
        <dt>{text('code.timeLeft')}</dt>
        <dd class="mono">
          <span role="timer">{clock(secondsLeft)}</span>
        </dd>
      </div>
    </dl>
  );
}

/** Error of an input that cannot be a code. */
export const wrongForm = (otp: string, digits: number): string =>
  text(isTooLong(otp, digits) ? 'error.otpTooLong' : 'error.otp', { digits: plural('count.digits', digits) });

/** Error of a code that was not accepted. It leads to the newest mail, because an older one is the usual cause. */
export const rejection = ({ reference }: Issued, attemptsLeft: number | undefined): string =>
  [
    text('code.rejected'),
    attemptsLeft !== undefined && plural('code.attemptsLeft', attemptsLeft),
    text('code.rejectedOlder', { reference }),
  ]
    .filter(Boolean)
    .join(' ');
