import { useEffect, useRef, useState } from 'preact/hooks';
import { clock, text } from '../messages/text.ts';
import { issued, type Issued, type Progress, proofOf } from '../session.ts';
import { Captcha, useCaptcha } from './captcha.tsx';
import { Form, useCall, useFieldErrors } from './form.tsx';
import { Link, SupportContact } from './link.tsx';
import { FailureNotice } from './notice.tsx';
import { useSecondsUntil } from './step.tsx';

interface ResendProps {
  readonly progress: Issued;
  readonly onIssued: (progress: Progress) => void;
  readonly onEnded: () => void;
}

function ResendForm({ progress, onIssued, onEnded }: ResendProps) {
  const [errors, check] = useFieldErrors<'resendCaptcha'>();
  const captcha = useCaptcha();
  const resend = useCall('resend-otp');
  const lead = useRef<HTMLParagraphElement>(null);
  // The button that opened the form has disappeared.
  useEffect(() => lead.current?.focus(), []);

  const submit = async () => {
    const complete = check({ resendCaptcha: captcha.missing });
    if (!complete || captcha.token === undefined) return;
    const answer = await resend.send({ body: { ...proofOf(progress), captchaToken: captcha.token } });
    captcha.renew();
    if (answer.ok) onIssued(issued(progress.userId, answer.body, answer.clockAhead));
    else if (answer.failure.code === 'reset-rejected') onEnded();
  };

  return (
    <>
      <p class="quiet" ref={lead} tabIndex={-1}>
        {text('code.resendLead')}
      </p>
      <FailureNotice failure={resend.failure} />
      <Form
        label={text('code.resendSubmit')}
        busyLabel={text('code.resending')}
        busy={resend.busy}
        second
        onSubmit={submit}
      >
        <Captcha id="resendCaptcha" action="resend_otp" state={captcha} error={errors.resendCaptcha} />
      </Form>
    </>
  );
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
export function Resend(props: ResendProps) {
  const [open, setOpen] = useState(false);
  const wait = useSecondsUntil(props.progress.resendAvailableAt);
  const finish = (progress: Progress) => {
    setOpen(false);
    props.onIssued(progress);
  };
  return (
    <section class="resend" aria-label={text('code.noMail')}>
      <h2>{text('code.noMail')}</h2>
      <p>
        {wait > 0 && <span role="timer">{text('code.resendIn', { time: clock(wait) })}</span>}
        {wait === 0 && !open && (
          <button type="button" class="text-button" onClick={() => setOpen(true)}>
            {text('code.resend')}
          </button>
        )}
      </p>
      {wait === 0 && open && <ResendForm {...props} onIssued={finish} />}
      <NoMailHelp userId={props.progress.userId} />
    </section>
  );
}
