import { useEffect, useRef, useState } from 'preact/hooks';
import { clock, text } from '../messages/text.ts';
import { issued, type Issued, type Progress } from '../session.ts';
import { useFieldErrors } from './field-errors.ts';
import { Form } from './form.tsx';
import { Captcha, useCaptcha } from './captcha.tsx';
import { NoMailHelp } from './no-mail-help.tsx';
import { FailureNotice } from './notice.tsx';
import { useCall } from './use-call.ts';
import { useSecondsUntil } from './use-seconds-until.ts';

interface ResendProps {
  readonly progress: Issued;
  readonly onIssued: (progress: Progress) => void;
  readonly onEnded: () => void;
}

function ResendForm({ progress, onIssued, onEnded }: ResendProps) {
  const [errors, check] = useFieldErrors<'resendCaptcha'>();
  const human = useCaptcha();
  const resend = useCall('resend-otp');
  const lead = useRef<HTMLParagraphElement>(null);
  // The button that opened the form is gone.
  useEffect(() => lead.current?.focus(), []);

  const submit = async () => {
    const complete = check({ resendCaptcha: human.missing });
    if (!complete || human.token === undefined) return;
    const answer = await resend.send({ body: { resetId: progress.resetId, captchaToken: human.token } });
    human.renew();
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
        <Captcha id="resendCaptcha" action="resend_otp" check={human} error={errors.resendCaptcha} />
      </Form>
    </>
  );
}

/** A way to a fresh code, closed until its time has come. */
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
