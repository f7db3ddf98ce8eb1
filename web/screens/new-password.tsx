import { useMemo, useRef, useState } from 'preact/hooks';
import type { Failure } from '../api.ts';
import { Expired } from '../components/expired.tsx';
import { useFieldErrors } from '../components/field-errors.ts';
import { Form } from '../components/form.tsx';
import { HumanCheck, useHumanCheck } from '../components/human-check.tsx';
import { FailureNotice } from '../components/notice.tsx';
import { Page } from '../components/page.tsx';
import { adviceInWords, PasswordAdvice, Rule, StrengthMeter } from '../components/password-advice.tsx';
import { PasswordField } from '../components/password-field.tsx';
import { PasswordReasons, reasonText } from '../components/password-reasons.tsx';
import { useCall } from '../components/use-call.ts';
import { useEstimator } from '../components/use-estimator.ts';
import { useSecondsUntil } from '../components/use-seconds-until.ts';
import { useSettled } from '../components/use-settled.ts';
import { useStep } from '../components/use-step.ts';
import { clock, text } from '../messages/text.ts';
import { usePages } from '../pages.ts';
import { certainReasons, verdictOn } from '../password-verdict.ts';
import { type Progress, safeLoginUrl } from '../session.ts';

/** Milliseconds without a key after which a password is judged; the estimator need not run for each letter. */
const JUDGED_AFTER = 150;

/** Milliseconds without a key after which a screen reader is told: it says the letters itself while they are typed. */
const TOLD_AFTER = 1200;

/** After these the request may have been carried out although no good answer came. */
const UNSETTLED: readonly Failure['code'][] = ['service-unavailable', 'unreachable', 'unexpected'];

function Open({ progress }: { progress: Extract<Progress, { step: 'password' }> }) {
  const { settings, session, go } = usePages();
  const [newPassword, setNewPassword] = useState('');
  const [confirmPassword, setConfirmPassword] = useState('');
  const [unsettled, setUnsettled] = useState(false);
  const [errors, check] = useFieldErrors<'newPassword' | 'confirmPassword' | 'humanCheck'>();
  const human = useHumanCheck();
  const complete = useCall('complete-reset');
  const secondsLeft = useSecondsUntil(progress.expiresAt);
  const { estimator, load } = useEstimator();
  const field = useRef<HTMLInputElement>(null);
  const { failure } = complete;
  const rules = { minimumLength: settings.passwordMinLength };
  const words = [settings.productName, ...(progress.userId === undefined ? [] : [progress.userId])];
  const judged = useSettled(newPassword, JUDGED_AFTER);
  const verdict = useMemo(() => verdictOn(judged, rules, words, estimator), [judged, estimator]);
  const same = confirmPassword !== '' && confirmPassword === newPassword;
  const different = confirmPassword !== '' && !newPassword.startsWith(confirmPassword);
  const told = useSettled(
    [
      judged === '' ? '' : adviceInWords(verdict, rules.minimumLength),
      same ? text('password.same') : different ? text('error.confirmPassword') : '',
    ]
      .join(' ')
      .trim(),
    TOLD_AFTER,
  );
  const rejected = failure?.code === 'password-rejected';

  // What was told of another password would be wrong of this one.
  const type = (set: (value: string) => void) => (value: string) => {
    set(value);
    if (errors.newPassword !== undefined || errors.confirmPassword !== undefined) check({});
  };
  const end = () => {
    session.progress = undefined;
    if (unsettled) go('/', { notice: 'notice.maybeChanged', replace: true });
    else go('/forgot-password', { notice: 'notice.resetEnded', replace: true });
  };
  const submit = async () => {
    const [certain] = certainReasons(newPassword, rules, estimator);
    const filledIn = check({
      newPassword: newPassword === '' ? text('error.newPassword') : certain && reasonText(certain, rules.minimumLength),
      confirmPassword: confirmPassword === newPassword ? undefined : text('error.confirmPassword'),
      humanCheck: human.token === undefined ? text('error.humanCheck') : undefined,
    });
    if (!filledIn || human.token === undefined) return;
    const { resetToken } = progress;
    const answer = await complete.send({
      body: { resetToken, newPassword, confirmPassword, captchaToken: human.token },
    });
    human.renew();
    if (answer.ok) {
      session.progress = { step: 'done', loginUrl: safeLoginUrl(answer.body.loginUrl, window.location.origin) };
      return go('/done', { replace: true });
    }
    if (answer.failure.code === 'reset-rejected') return end();
    if (UNSETTLED.includes(answer.failure.code)) setUnsettled(true);
    if (answer.failure.code === 'password-rejected') field.current?.focus();
    if (answer.failure.fields.includes('confirmPassword')) check({ confirmPassword: text('error.confirmPassword') });
  };

  if (secondsLeft === 0 && !complete.busy) return <Expired step={3} />;
  return (
    <Page title={text('password.title')} step={3}>
      <p class="lead">{text('password.lead')}</p>
      <FailureNotice failure={failure}>
        {rejected ? (
          <PasswordReasons reasons={failure.reasons} minimumLength={rules.minimumLength} />
        ) : failure !== undefined && UNSETTLED.includes(failure.code) ? (
          text('password.unsettled')
        ) : undefined}
      </FailureNotice>
      <Form
        label={text('password.submit')}
        busyLabel={text('password.submitting')}
        busy={complete.busy}
        onSubmit={submit}
      >
        {/* Lets a password manager save the new password to the right account. */}
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
          advice={<PasswordAdvice verdict={verdict} {...rules} listed={estimator !== undefined} />}
          error={errors.newPassword}
          input={{
            ref: field,
            onFocus: load,
            minLength: rules.minimumLength,
            passwordrules: `minlength: ${rules.minimumLength};`,
          }}
        />
        <div class="strength-place">{verdict.level !== undefined && <StrengthMeter level={verdict.level} />}</div>
        <PasswordField
          id="confirmPassword"
          label={text('field.confirmPassword')}
          value={confirmPassword}
          onValue={type(setConfirmPassword)}
          autocomplete="new-password"
          advice={
            errors.confirmPassword === undefined &&
            (same || different) && (
              <Rule state={same ? 'met' : 'unmet'}>{text(same ? 'password.same' : 'error.confirmPassword')}</Rule>
            )
          }
          error={errors.confirmPassword}
          input={{ onFocus: load }}
        />
        <div role="status" class="unseen">
          {told}
        </div>
        <HumanCheck id="humanCheck" action="complete_reset" check={human} error={errors.humanCheck} />
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
