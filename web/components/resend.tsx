import type { ComponentChildren } from 'preact';
import { clock, text } from '../messages/text.ts';
import { issued, type Issued, type Progress, proofOf } from '../session.ts';
import { timeZone } from '../time-zone.ts';
import { useCall } from './form.tsx';
import { Link, SupportContact } from './link.tsx';
import { FailureNotice } from './notice.tsx';
import { useSecondsUntil } from './step.tsx';
import type { CaptchaState } from './use-captcha.ts';

interface ResendProps {
  readonly progress: Issued;
  /** The captcha of the page. */
  readonly captcha: CaptchaState;
  /** The captcha itself, where the page shows it in no form. */
  readonly box: ComponentChildren;
  readonly onIssued: (progress: Progress) => void;
  readonly onEnded: () => void;
}

/** Advice for a user who got no mail, the likeliest cause first. It does not show whether the account exists. */
function NoMailHelp({ userId }: { userId: string | undefined }) {
  return (
    <details class="help">
      <summary>{text('help.noMail')}</summary>
      <ul>
        <li>{text('help.wait')}</li>
        <li>{text('help.folders')}</li>
        <li>{text('help.quarantine')}</li>
        {userId !== undefined && <li>{text('help.userId', { userId })}</li>}
        <li>
          <Link to="/forgot-user-id">{text('forgot.userIdToo')}</Link>
        </li>
      </ul>
      <SupportContact />
    </details>
  );
}

/** Asks for a new code, once the cooldown is over. */
export function Resend({ progress, captcha, box, onIssued, onEnded }: ResendProps) {
  const wait = useSecondsUntil(progress.resendAvailableAt);
  const resend = useCall('resend-otp');
  const busy = resend.busy || (captcha.busy && captcha.waitingFor === 'resend_otp');
  const send = async (captchaToken: string) => {
    const answer = await resend.send({ body: { ...proofOf(progress), captchaToken, timeZone: timeZone() } });
    if (answer.ok) onIssued(issued(progress.userId, answer.body, answer.clockAhead));
    else if (answer.failure.code === 'reset-rejected') onEnded();
  };
  const press = () => {
    if (!busy) void captcha.withToken('resend_otp', send);
  };
  return (
    <section class="resend" aria-label={text('code.noMail')}>
      <h2>{text('code.noMail')}</h2>
      <FailureNotice failure={resend.failure} />
      {wait > 0 ? (
        <p>
          <span role="timer">{text('code.resendIn', { time: clock(wait) })}</span>
        </p>
      ) : (
        <>
          <p class="quiet">{text('code.resendLead')}</p>
          {box}
          <p>
            <button type="button" class="text-button" aria-disabled={busy} onClick={press}>
              {busy ? text('code.resending') : text('code.resend')}
            </button>
          </p>
        </>
      )}
      <div role="status">{busy && <span class="unseen">{text('code.resending')}</span>}</div>
      <NoMailHelp userId={progress.userId} />
    </section>
  );
}
