import { useState } from 'preact/hooks';
import { Captcha } from '../components/captcha.tsx';
import { UserIdField } from '../components/field.tsx';
import { Form, useCall, useFieldErrors } from '../components/form.tsx';
import { Link } from '../components/link.tsx';
import { FailureNotice } from '../components/notice.tsx';
import { Page } from '../components/page.tsx';
import { PasswordField } from '../components/password-field.tsx';
import { useCaptcha } from '../components/use-captcha.ts';
import { useUserId } from '../components/use-user-id.ts';
import { text } from '../messages/text.ts';
import { usePages } from '../pages.ts';

export function LoginScreen() {
  const { session, device, go } = usePages();
  const [userId, setUserId] = useUserId();
  const [password, setPassword] = useState('');
  const [errors, check] = useFieldErrors<'userId' | 'password' | 'captcha'>();
  const captcha = useCaptcha();
  const logIn = useCall('log-in');

  const submit = async () => {
    const complete = check({
      userId: userId.trim() === '' ? text('error.userId') : undefined,
      password: password === '' ? text('error.password') : undefined,
      captcha: captcha.missing,
    });
    if (!complete) return;
    await captcha.withToken('log_in', async (captchaToken) => {
      const answer = await logIn.send({
        body: { userId: userId.trim(), password, captchaToken, deviceToken: device.token },
      });
      if (!answer.ok) {
        check({ userId: answer.failure.fields.includes('userId') ? text('error.userIdInvalid') : undefined });
        return;
      }
      session.sessionToken = answer.body.sessionToken;
      device.token = answer.body.deviceToken;
      go('/account');
    });
  };

  return (
    <Page title={text('login.title')}>
      <p class="lead">{text('login.lead')}</p>
      <FailureNotice failure={logIn.failure} />
      <Form
        label={text('login.submit')}
        busyLabel={text('login.submitting')}
        busy={logIn.busy || captcha.busy}
        onSubmit={submit}
      >
        <UserIdField value={userId} onValue={setUserId} error={errors.userId} />
        <PasswordField
          id="password"
          label={text('field.password')}
          value={password}
          onValue={setPassword}
          autocomplete="current-password"
          error={errors.password}
        />
        <Captcha id="captcha" action="log_in" state={captcha} error={errors.captcha} />
      </Form>
      <p class="after">
        <Link to="/forgot-password">{text('login.forgot')}</Link>
      </p>
    </Page>
  );
}
