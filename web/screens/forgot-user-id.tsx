import { useState } from 'preact/hooks';
import { Captcha } from '../components/captcha.tsx';
import { Field } from '../components/field.tsx';
import { Form, useCall, useFieldErrors } from '../components/form.tsx';
import { Link } from '../components/link.tsx';
import { FailureNotice } from '../components/notice.tsx';
import { Page } from '../components/page.tsx';
import { useCaptcha } from '../components/use-captcha.ts';
import { language, text } from '../messages/text.ts';
import { timeZone } from '../time-zone.ts';

/** Form of an address only; the mail shows whether the address exists. */
const ADDRESS = /^[^\s@]+@[^\s@]+$/;

function Sent({ onAgain }: { onAgain: () => void }) {
  return (
    <Page title={text('remind.sentTitle')}>
      <p class="statement">{text('remind.sent')}</p>
      <p class="quiet">{text('remind.sentHint')}</p>
      <Link to="/forgot-password" class="button">
        {text('remind.continue')}
      </Link>
      <p class="after">
        <button type="button" class="text-button" onClick={onAgain}>
          {text('remind.again')}
        </button>
        <Link to="/">{text('forgot.backToLogin')}</Link>
      </p>
    </Page>
  );
}

export function ForgotUserIdScreen() {
  const [email, setEmail] = useState('');
  const [sent, setSent] = useState(false);
  const [errors, check] = useFieldErrors<'email' | 'captcha'>();
  const captcha = useCaptcha();
  const remind = useCall('remind-user-id');

  const submit = async () => {
    const complete = check({
      email: ADDRESS.test(email.trim()) ? undefined : text('error.email'),
      captcha: captcha.missing,
    });
    if (!complete) return;
    await captcha.withToken('remind_user_id', async (captchaToken) => {
      const answer = await remind.send({
        body: { email: email.trim(), captchaToken, locale: language(), timeZone: timeZone() },
      });
      if (answer.ok) setSent(true);
      else check({ email: answer.failure.fields.includes('email') ? text('error.email') : undefined });
    });
  };

  if (sent) return <Sent key="sent" onAgain={() => setSent(false)} />;
  return (
    <Page key="form" title={text('remind.title')}>
      <p class="lead">{text('remind.lead')}</p>
      <FailureNotice failure={remind.failure} />
      <Form
        label={text('remind.submit')}
        busyLabel={text('remind.submitting')}
        busy={remind.busy || captcha.busy}
        onSubmit={submit}
      >
        <Field
          id="email"
          label={text('field.email')}
          value={email}
          onValue={setEmail}
          error={errors.email}
          input={{ type: 'email', autocomplete: 'email', inputMode: 'email', dir: 'ltr', maxLength: 254 }}
        />
        <Captcha id="captcha" action="remind_user_id" state={captcha} error={errors.captcha} />
      </Form>
      <p class="after">
        <Link to="/forgot-password">{text('remind.continue')}</Link>
        <Link to="/">{text('forgot.backToLogin')}</Link>
      </p>
    </Page>
  );
}
