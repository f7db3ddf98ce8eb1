import { Captcha } from '../components/captcha.tsx';
import { UserIdField } from '../components/field.tsx';
import { Form, useCall, useFieldErrors } from '../components/form.tsx';
import { Link } from '../components/link.tsx';
import { FailureNotice, Notice } from '../components/notice.tsx';
import { Page } from '../components/page.tsx';
import { CodeLimits } from '../components/resend.tsx';
import { PAGE_OF } from '../components/step.tsx';
import { useCaptcha } from '../components/use-captcha.ts';
import { useUserId } from '../components/use-user-id.ts';
import { language, text } from '../messages/text.ts';
import { usePages } from '../pages.ts';
import { timeZone } from '../time-zone.ts';
import { issued, type TabSession } from '../session.ts';

/** Offers a reset of this tab that is still open. */
function OpenReset({ session }: { session: TabSession }) {
  const { progress } = session;
  if (progress === undefined || progress.step === 'done' || progress.expiresAt < Date.now()) return null;
  return (
    <Notice tone="info">
      {text('forgot.open')} <Link to={PAGE_OF[progress.step]}>{text('forgot.goOn')}</Link>
    </Notice>
  );
}

export function ForgotPasswordScreen() {
  const { session, go } = usePages();
  const [userId, setUserId] = useUserId();
  const [errors, check] = useFieldErrors<'userId' | 'captcha'>();
  const captcha = useCaptcha();
  const startReset = useCall('start-reset');

  const submit = async () => {
    const complete = check({
      userId: userId.trim() === '' ? text('error.userId') : undefined,
      captcha: captcha.missing,
    });
    if (!complete) return;
    await captcha.withToken('request_reset', async (captchaToken) => {
      const answer = await startReset.send({
        body: { userId: userId.trim(), captchaToken, locale: language(), timeZone: timeZone() },
      });
      if (!answer.ok) {
        check({ userId: answer.failure.fields.includes('userId') ? text('error.userIdInvalid') : undefined });
        return;
      }
      session.progress = issued(userId.trim(), answer.body, answer.clockAhead);
      go('/enter-code');
    });
  };

  return (
    <Page title={text('forgot.title')} step={1}>
      <OpenReset session={session} />
      <p class="lead">{text('forgot.lead')}</p>
      <FailureNotice failure={startReset.failure}>
        {startReset.failure?.code === 'answer-lost' ? text('forgot.maybeSent') : undefined}
      </FailureNotice>
      <Form
        label={text('forgot.submit')}
        busyLabel={text('forgot.submitting')}
        busy={startReset.busy || captcha.busy}
        onSubmit={submit}
      >
        <UserIdField
          value={userId}
          onValue={setUserId}
          error={errors.userId}
          hint={text(userId.includes('@') ? 'forgot.address' : 'forgot.hint')}
        />
        <Captcha id="captcha" action="request_reset" state={captcha} error={errors.captcha} />
      </Form>
      <p class="after">
        <Link to="/enter-code">{text('forgot.haveCode')}</Link>
        <Link to="/forgot-user-id">{text('forgot.userIdToo')}</Link>
        <Link to="/">{text('forgot.backToLogin')}</Link>
      </p>
      <CodeLimits />
    </Page>
  );
}
