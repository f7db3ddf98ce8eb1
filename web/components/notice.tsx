import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Failure } from '../api.ts';
import { duration, text } from '../messages/text.ts';

export type Tone = 'error' | 'warning' | 'info' | 'success';

/** A sentence that stands out from the text. The region around it decides whether it is announced. */
export function Notice(props: { tone: Tone; id?: string; children: ComponentChildren }) {
  return (
    <div class={`notice notice-${props.tone}`} part="notice" id={props.id}>
      {props.children}
    </div>
  );
}

/** Returns the general sentence for a failure; a screen that knows more passes its own to {@link FailureNotice}. */
export function failureText(failure: Failure): string {
  switch (failure.code) {
    case 'rate-limited':
      return failure.retryAfter === undefined
        ? text('problem.rate-limited')
        : text('problem.rate-limitedFor', { time: duration(Math.max(1, failure.retryAfter)) });
    case 'otp-rejected':
      return text('code.rejected');
    case 'password-rejected':
      return text('password.rejected');
    case 'invalid-request':
    case 'captcha-rejected':
    case 'captcha-unavailable':
    case 'reset-rejected':
    case 'login-rejected':
    case 'service-unavailable':
    case 'not-found':
    case 'offline':
    case 'unreachable':
    case 'answer-lost':
    case 'unexpected':
      return text(`problem.${failure.code}`);
  }
}

const WARNINGS: readonly Failure['code'][] = [
  'rate-limited',
  'captcha-unavailable',
  'service-unavailable',
  'offline',
  'unreachable',
  'answer-lost',
];

/**
 * Announces a failure at once, and scrolls it into view. The region stays in the page, because a screen reader
 * announces only changes within a region that it knows.
 */
export function FailureNotice(props: { failure: Failure | undefined; children?: ComponentChildren }) {
  const { failure, children } = props;
  const region = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (failure !== undefined) region.current?.scrollIntoView({ block: 'nearest' });
  }, [failure]);
  return (
    <div role="alert" ref={region}>
      {failure !== undefined && (
        <Notice tone={WARNINGS.includes(failure.code) ? 'warning' : 'error'}>{children ?? failureText(failure)}</Notice>
      )}
    </div>
  );
}
