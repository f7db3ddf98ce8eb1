import { createElement, type ReactElement, useEffect, useRef } from 'react';
import { mountPasswordReset, type PasswordResetOptions } from './embed.ts';

export interface PasswordResetProps extends Omit<PasswordResetOptions, 'signal'> {
  /** Class of the element around the pages. */
  readonly className?: string;
}

/**
 * Shows the pages of a deployment. They are mounted again when `site`, `language`, `colorScheme`, `start` or `loginUrl`
 * change, and the reset continues; the functions may change at any time. An error in the options is thrown to the
 * window's `unhandledrejection`.
 */
export function PasswordReset({ className, ...options }: PasswordResetProps): ReactElement {
  const place = useRef<HTMLDivElement>(null);
  const latest = useRef(options);
  latest.current = options;
  const { site, language, colorScheme, start, loginUrl } = options;
  const redirects = options.onDone === undefined;
  useEffect(() => {
    const shown = new AbortController();
    if (place.current !== null)
      void mountPasswordReset(place.current, {
        ...latest.current,
        onStep: (step) => latest.current.onStep?.(step),
        onError: (error) => latest.current.onError?.(error),
        ...(!redirects && { onDone: () => latest.current.onDone?.() }),
        signal: shown.signal,
      });
    return () => shown.abort();
  }, [site, language, colorScheme, start, loginUrl, redirects]);
  return createElement('div', { ref: place, className });
}
