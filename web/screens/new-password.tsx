import { useRef, useState } from 'preact/hooks';
import type { Failure } from '../api.ts';
import { Captcha } from '../components/captcha.tsx';
import { Form, useCall, useFieldErrors } from '../components/form.tsx';
import { FailureNotice } from '../components/notice.tsx';
import { Page } from '../components/page.tsx';
import { PasswordAdvice, PasswordReasons, Rule } from '../components/password-advice.tsx';
import { PasswordField } from '../components/password-field.tsx';
import { Expired, useSecondsUntil, useStep } from '../components/step.tsx';
import { useCaptcha } from '../components/use-captcha.ts';
import { comparisonText, usePasswordVerdict } from '../components/use-password-verdict.ts';
import { useIdempotencyKey } from '../idempotency-key.ts';
import { safeLoginUrl } from '../login-page.ts';
import { clock, text } from '../messages/text.ts';
import { usePages } from '../pages.ts';
import type { Progress } from '../session.ts';

/** Failures after which the password may have been changed nevertheless. */
const MAYBE_CHANGED: readonly Failure['code'][] = ['service-unavailable', 'unreachable', 'answer-lost', 'unexpected'];

function Open({ progress }: { progress: Extract<Progress, { step: 'password' }> }) {
  const { settings, session, go } = usePages();
  const [newPassword, setNewPassword] = useState('');
  const [confirmPassword, setConfirmPassword] = useState('');
  const [maybeChanged, setMaybeChanged] = useState(false);
  const [errors, check] = useFieldErrors<'newPassword' | 'confirmPassword' | 'captcha'>();
  const captcha = useCaptcha();
  const complete = useCall('complete-reset');
  const idempotencyKey = useIdempotencyKey(newPassword);
  const secondsLeft = useSecondsUntil(progress.expiresAt);
  const [refused, setRefused] = useState<{ password: string; reasons: readonly string[] }>();
  const field = useRef<HTMLInputElement>(null);
  const { failure } = complete;
  const { verdict, knowsCommon, comparison, announcement, certainReason, load } = usePasswordVerdict({
    newPassword,
    confirmPassword,
    userId: progress.userId,
    refused,
  });
  const minimumLength = settings.passwordMinLength;
  const rejected = failure?.code === 'password-rejected';

  // Errors about an earlier password do not apply to this one.
  const type = (set: (value: string) => void) => (value: string) => {
    set(value);
    load();
    if (errors.newPassword !== undefined || errors.confirmPassword !== undefined) check({});
  };
  const end = () => {
    session.progress = undefined;
    if (maybeChanged) go('/', { notice: 'notice.maybeChanged', replace: true });
    else go('/forgot-password', { notice: 'notice.resetEnded', replace: true });
  };
  const submit = async () => {
    const filledIn = check({
      newPassword: newPassword === '' ? text('error.newPassword') : certainReason(),
      confirmPassword: confirmPassword === newPassword ? undefined : text('error.confirmPassword'),
      captcha: captcha.missing,
    });
    if (filledIn) await captcha.withToken('complete_reset', change);
  };
  const change = async (captchaToken: string) => {
    const { resetToken } = progress;
    const answer = await complete.send({
      body: { resetToken, newPassword, confirmPassword, captchaToken, idempotencyKey },
    });
    if (answer.ok) {
      session.progress = { step: 'done', loginUrl: safeLoginUrl(answer.body.loginUrl, window.location.origin) };
      return go('/done', { replace: true });
    }
    if (answer.failure.code === 'reset-rejected') return end();
    if (MAYBE_CHANGED.includes(answer.failure.code)) setMaybeChanged(true);
    if (answer.failure.code === 'password-rejected') {
      setRefused({ password: newPassword, reasons: answer.failure.reasons });
      field.current?.focus();
    }
    if (answer.failure.fields.includes('confirmPassword')) check({ confirmPassword: text('error.confirmPassword') });
  };

  if (secondsLeft === 0 && !complete.busy) return <Expired step={3} />;
  return (
    <Page title={text('password.title')} step={3}>
      <p class="lead">{text('password.lead')}</p>
      <FailureNotice failure={failure}>
        {rejected ? (
          <PasswordReasons reasons={failure.reasons} minimumLength={minimumLength} />
        ) : failure !== undefined && MAYBE_CHANGED.includes(failure.code) ? (
          text('password.unsettled')
        ) : undefined}
      </FailureNotice>
      <Form
        label={text('password.submit')}
        busyLabel={text('password.submitting')}
        busy={complete.busy || captcha.busy}
        onSubmit={submit}
      >
        {/* A password manager saves the new password to this account. */}
        {progress.userId !== undefined && (
          <input type="text" name="username" autocomplete="username" value={progress.userId} readOnly hidden />
        )}
        <PasswordField
          id="newPassword"
          label={text('field.newPassword')}
          value={newPassword}
          onValue={type(setNewPassword)}
          autocomplete="new-password"
          hint={text('password.hint')}
          advice={
            <PasswordAdvice
              verdict={verdict}
              minimumLength={minimumLength}
              knowsAccount={progress.userId !== undefined}
              knowsCommon={knowsCommon}
            />
          }
          error={errors.newPassword}
          input={{
            ref: field,
            minLength: minimumLength,
            passwordrules: `minlength: ${minimumLength};`,
          }}
        />
        <PasswordField
          id="confirmPassword"
          label={text('field.confirmPassword')}
          value={confirmPassword}
          onValue={type(setConfirmPassword)}
          autocomplete="new-password"
          advice={
            comparison !== undefined &&
            errors.confirmPassword === undefined && (
              <Rule state={comparison === 'same' ? 'met' : 'unmet'}>{comparisonText(comparison)}</Rule>
            )
          }
          error={errors.confirmPassword}
        />
        <div role="status" class="unseen">
          {announcement}
        </div>
        <Captcha id="captcha" action="complete_reset" state={captcha} error={errors.captcha} />
      </Form>
      <p class="quiet after-form">
        {text('password.timeLeft')}{' '}
        <span class="mono" role="timer">
          {clock(secondsLeft)}
        </span>
      </p>
    </Page>
  );
}

export function NewPasswordScreen() {
  const [progress] = useStep('password');
  return progress === undefined ? null : <Open progress={progress} />;
}
