import { clock, text } from '../messages/text.ts';
import type { Issued } from '../session.ts';

/** What tells a mail from another, and how long its code is good. */
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
