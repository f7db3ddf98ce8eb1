import { useEffect, useRef, useState } from 'preact/hooks';
import { Captcha } from '../components/captcha.tsx';
import { CodeFacts, rejection, wrongForm } from '../components/code-facts.tsx';
import { Field } from '../components/field.tsx';
import { ForUser } from '../components/for-user.tsx';
import { Form, useCall, useFieldErrors } from '../components/form.tsx';
import { Link, SupportContact } from '../components/link.tsx';
import { FailureNotice, Notice } from '../components/notice.tsx';
import { Page } from '../components/page.tsx';
import { Resend } from '../components/resend.tsx';
import { Expired, useSecondsUntil, useStep } from '../components/step.tsx';
import { useCaptcha } from '../components/use-captcha.ts';
import { useHost } from '../host.ts';
import { useIdempotencyKey } from '../idempotency-key.ts';
import { readLinkedRequest } from '../link-fragments.ts';
import { plural, text } from '../messages/text.ts';
import { isTooLong, nextMove, readOtp } from '../otp-input.ts';
import { usePages } from '../pages.ts';
import { linked, localInstant, type Progress, proofOf, type TabSession } from '../session.ts';

type CodeProgress = Extract<Progress, { step: 'code' }>;

function Open({ progress, keep }: { progress: CodeProgress; keep: (progress: CodeProgress) => void }) {
  const { settings, session, go } = usePages();
  const [otp, setOtp] = useState('');
  const [resent, setResent] = useState(false);
  const [errors, check] = useFieldErrors<'otp' | 'captcha'>();
  const captcha = useCaptcha();
  const verify = useCall('verify-otp');
  const secondsLeft = useSecondsUntil(progress.expiresAt);
  const digits = settings.otpDigits;
  const locked = progress.attemptsLeft === 0;
  const code = readOtp(otp, digits);
  const idempotencyKey = useIdempotencyKey(code);
  const lockedNotice = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const form = useRef<HTMLFormElement>(null);
  const typedToEnd = useRef(false);
  const sent = useRef<string>(undefined);

  const restart = () => {
    session.progress = undefined;
    go('/forgot-password', { notice: 'notice.resetEnded', replace: true });
  };
  const submit = async () => {
    const complete = check({
      otp: code === undefined ? wrongForm(otp, digits) : undefined,
      captcha: captcha.missing,
    });
    if (!complete || code === undefined) return;
    setResent(false);
    sent.current = code;
    await captcha.withToken('verify_otp', (captchaToken) => send(code, captchaToken));
  };
  // The key and the code are the same, so the call gets the answer that was lost.
  const askAgain = (otp: string): Promise<void> =>
    captcha.withToken('verify_otp', (captchaToken) => send(otp, captchaToken, true));
  const send = async (otp: string, captchaToken: string, again = false): Promise<void> => {
    const answer = await verify.send({ body: { ...proofOf(progress), otp, captchaToken, idempotencyKey } });
    if (answer.ok) {
      const { resetToken, expiresAt } = answer.body;
      const until = localInstant(expiresAt, answer.clockAhead);
      session.progress = { step: 'password', userId: progress.userId, resetToken, expiresAt: until };
      return go('/new-password', { replace: true });
    }
    if (answer.failure.code === 'reset-rejected') return restart();
    if (answer.failure.fields.includes('otp')) check({ otp: wrongForm(otp, digits) });
    if (answer.failure.code === 'answer-lost' && !again) return askAgain(otp);
    if (answer.failure.code !== 'otp-rejected') return;
    const { attemptsLeft } = answer.failure;
    keep({ ...progress, attemptsLeft });
    verify.setFailure(undefined);
    check({ otp: rejection(progress, attemptsLeft) });
    field.current?.select();
  };
  const type = (value: string, input: HTMLInputElement) => {
    typedToEnd.current = input.selectionEnd === null || input.selectionEnd === value.length;
    setOtp(value);
    captcha.forget();
    const tooLong = isTooLong(value, digits);
    if (tooLong || errors.otp !== undefined) check({ otp: tooLong ? wrongForm(value, digits) : undefined });
  };
  const advance = (cause: 'digit' | 'captcha') => {
    const move = nextMove(
      {
        code,
        sent: sent.current,
        typedToEnd: typedToEnd.current,
        captchaPassed: captcha.passed,
        manner: captcha.manner,
      },
      cause,
    );
    if (move === 'submit') form.current?.requestSubmit();
    if (move === 'to-captcha') captcha.group.current?.focus();
  };
  useEffect(() => advance('digit'), [otp]);
  useEffect(() => advance('captcha'), [captcha.passed]);

  const onIssued = (next: Progress) => {
    if (next.step !== 'code') return;
    keep(next);
    setOtp('');
    sent.current = undefined;
    setResent(true);
    verify.setFailure(undefined);
    check({});
  };
  // The effect runs after the render, because a resend may have to show the field first.
  useEffect(() => {
    if (resent) field.current?.focus();
  }, [resent, progress.expiresAt]);

  const expired = secondsLeft === 0 && !verify.busy;
  // The reader of a mail can ask for another code by its link.
  if (expired && progress.continuation === undefined) return <Expired step={2} />;
  const hint =
    captcha.waitingFor === 'resend_otp'
      ? text('code.resendCheck')
      : code === undefined || code === sent.current
        ? undefined
        : text('code.nowCheck');
  // One captcha serves both calls of the page.
  const box = <Captcha id="captcha" action="verify_otp" state={captcha} error={errors.captcha} hint={hint} />;
  const title = expired ? 'code.request' : locked ? 'code.lockedTitle' : 'code.title';
  return (
    <Page title={text(title)} step={2} focus={lockedNotice}>
      <ForUser userId={progress.userId} />
      {progress.continuation === undefined && !locked && (
        <p class="lead">
          {text(progress.userId === undefined ? 'code.leadByLink' : 'code.lead', {
            digits: plural('count.digits', digits),
          })}
        </p>
      )}
      {!expired && !locked && <CodeFacts progress={progress} secondsLeft={secondsLeft} />}
      {expired && <Notice tone="warning">{text('code.expiredByLink')}</Notice>}
      <div role="status">{resent && <Notice tone="success">{text('code.resent')}</Notice>}</div>
      {expired ? undefined : locked ? (
        <div role="alert" ref={lockedNotice} tabIndex={-1}>
          <Notice tone="error">
            {text('code.noAttemptsLeft')}
            <SupportContact />
          </Notice>
        </div>
      ) : (
        <>
          <FailureNotice failure={verify.failure}>
            {verify.failure?.code === 'answer-lost' ? text('code.lost') : undefined}
          </FailureNotice>
          <Form
            label={text('code.submit')}
            busyLabel={text('code.submitting')}
            busy={verify.busy || (captcha.busy && captcha.waitingFor === 'verify_otp')}
            form={form}
            onSubmit={submit}
          >
            <Field
              id="otp"
              label={text('field.otp')}
              value={otp}
              onValue={type}
              error={errors.otp}
              hint={text(captcha.manner === 'nothing' ? 'code.hintUnseen' : 'code.hint')}
              input={{ autocomplete: 'one-time-code', inputMode: 'numeric', dir: 'ltr', class: 'otp', ref: field }}
            />
            {box}
          </Form>
        </>
      )}
      <Resend
        progress={progress}
        captcha={captcha}
        box={locked || expired ? box : undefined}
        onIssued={onIssued}
        onEnded={restart}
      />
      {progress.userId === undefined && (
        <p class="after">
          <Link to="/forgot-password">{text('code.startAgain')}</Link>
        </p>
      )}
    </Page>
  );
}

/** Moves a request from the address into the storage of this tab, where a reload finds it. */
function takeLinkedRequest(session: TabSession): CodeProgress | undefined {
  const { hash, pathname } = window.location;
  if (hash === '') return undefined;
  window.history.replaceState(window.history.state, '', pathname);
  const request = readLinkedRequest(hash);
  const progress = request && linked(request);
  if (progress?.step !== 'code') return undefined;
  session.progress = progress;
  return progress;
}

/** Where a user who has no request in this tab finds it: the link in the mail brings it. */
function CodeElsewhere() {
  return (
    <Page title={text('code.title')} step={2}>
      <p class="lead">{text('code.whereLead')}</p>
      <p class="quiet">{text('code.whereNone')}</p>
      <Link to="/forgot-password" class="button">
        {text('code.request')}
      </Link>
    </Page>
  );
}

function AtCode() {
  const [progress, keep] = useStep('code');
  // No key: by a mail's link a new code begins a request of its own, and the page has to say so.
  return progress === undefined ? null : <Open progress={progress} keep={keep} />;
}

export function EnterCodeScreen() {
  const { session } = usePages();
  const { embedded } = useHost();
  // Runs before `useStep` reads the progress. The address of an embedding page is not read.
  const [request, setRequest] = useState(() => (embedded ? undefined : takeLinkedRequest(session)));
  const [started, setStarted] = useState(session.progress !== undefined);
  useEffect(() => {
    if (embedded) return undefined;
    const another = () => {
      const next = takeLinkedRequest(session);
      if (next === undefined) return;
      setRequest(next);
      setStarted(true);
    };
    window.addEventListener('hashchange', another);
    return () => window.removeEventListener('hashchange', another);
  }, []);
  return started ? <AtCode key={request?.resetId ?? request?.continuation} /> : <CodeElsewhere />;
}
