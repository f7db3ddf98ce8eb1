import type { ComponentChildren } from 'preact';
import { clock, plural, text } from '../messages/text.ts';
import { usePages } from '../pages.ts';
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
  /** The captcha itself, where the page has no form for a code: then a new code is the only way on. */
  readonly box: ComponentChildren;
  readonly onIssued: (progress: Progress) => void;
  readonly onEnded: () => void;
}

/** The limits of codes, which every user is told alike (R29). */
export function CodeLimits() {
  const { codesPerHour, codesPerDay } = usePages().settings;
  const perHour = plural('count.codes', codesPerHour);
  const perDay = plural('count.codes', codesPerDay);
  return <p class="quiet limits">{text('help.limits', { perHour, perDay })}</p>;
}

/** Advice for a user who got no mail, the likeliest cause first. It does not show whether the account exists. */
function NoMailHelp({ userId }: { userId: string | undefined }) {
  return (
    <details class="help">
      <summary>{text('help.noMail')}</summary>
      <ul>
        <li>{text('help.wait')}</li>
        {userId !== undefined && <li>{text('help.userId', { userId })}</li>}
        <li>{text('help.folders')}</li>
        <li>
          <CodeLimits />
        </li>
        <li>{text('help.quarantine')}</li>
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
  const only = box !== undefined;
  // A person who came by the link of the mail has the mail.
  const asksForMail = !only && progress.continuation === undefined;
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
    <section class="resend" aria-label={text(asksForMail ? 'code.noMail' : 'code.resend')}>
      {asksForMail && <h2>{text('code.noMail')}</h2>}
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
            <button type="button" class={only ? 'button' : 'text-button'} aria-disabled={busy} onClick={press}>
              {busy ? text('code.resending') : text('code.resend')}
            </button>
          </p>
        </>
      )}
      <div role="status">{busy && <span class="unseen">{text('code.resending')}</span>}</div>
      {asksForMail && <NoMailHelp userId={progress.userId} />}
    </section>
  );
}
