import type { RefObject } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { CaptchaAction } from '../../functions/operations/index.ts';
import { hasBox, mannerOf } from '../captcha-providers.ts';
import type { Manner, Pass } from '../captcha-widget.ts';
import { text } from '../messages/text.ts';
import { usePages } from '../pages.ts';

/** A call that waits for a token. */
interface Waiting {
  readonly action: CaptchaAction;
  readonly send: (token: string) => Promise<void>;
}

/** The one captcha of a page, for all of its calls. A token is good for one call (R11). */
export interface CaptchaState {
  readonly manner: Manner;
  /** Whether there is a token. */
  readonly passed: boolean;
  /** Error of a form whose box is not ticked. */
  readonly missing: string | undefined;
  /** Action of the call that waits for a token. */
  readonly waitingFor: CaptchaAction | undefined;
  /** Whether a call waits for a token that comes without an act of the user. */
  readonly busy: boolean;
  /** The captcha on the page, to move the focus to. */
  readonly group: RefObject<HTMLDivElement | null>;
  /**
   * Makes a call with a token for its action: at once if there is one, and otherwise when the captcha is passed. The
   * captcha starts again after the call.
   */
  readonly withToken: (action: CaptchaAction, send: Waiting['send']) => Promise<void>;
  /** Drops the call that waits, because the user does something else. */
  readonly forget: () => void;
  /** For {@link Captcha} alone. */
  readonly connection: Connection;
}

interface Connection {
  /** Starts the captcha on the page again, for an action or for the page's main call. */
  readonly restart: RefObject<((action?: CaptchaAction) => void) | null>;
  readonly waiting: RefObject<Waiting | null>;
  readonly setPass: (pass: Pass | undefined) => void;
}

const opens = ({ action }: Pass, wanted: CaptchaAction): boolean => action === undefined || action === wanted;

export function useCaptcha(): CaptchaState {
  const manner = mannerOf(usePages().settings);
  const [passed, setPassed] = useState(false);
  const [waitingFor, setWaitingFor] = useState<CaptchaAction>();
  const group = useRef<HTMLDivElement>(null);
  const restart = useRef<(action?: CaptchaAction) => void>(null);
  const waiting = useRef<Waiting>(null);
  const held = useRef<Pass>(undefined);

  const keepPass = (next: Pass | undefined) => {
    held.current = next;
    setPassed(next !== undefined);
  };
  const wait = (call: Waiting | null) => {
    waiting.current = call;
    setWaitingFor(call?.action);
  };
  const renew = () => {
    // Where the token may cost the user an act, it is not fetched before it is needed.
    if (manner !== 'maybe') restart.current?.();
  };
  const use = async ({ token }: Pass, send: Waiting['send']) => {
    keepPass(undefined);
    wait(null);
    try {
      await send(token);
    } finally {
      // After the next render: the call may have led to another page.
      setTimeout(renew);
    }
  };
  const withToken = async (action: CaptchaAction, send: Waiting['send']) => {
    const pass = held.current;
    if (pass !== undefined && opens(pass, action)) return use(pass, send);
    keepPass(undefined);
    wait({ action, send });
    restart.current?.(action);
    if (hasBox(manner)) group.current?.focus();
  };
  const setPass = (next: Pass | undefined) => {
    const call = waiting.current;
    if (next !== undefined && call !== null && opens(next, call.action)) void use(next, call.send);
    else keepPass(next);
  };
  return {
    manner,
    passed,
    missing: hasBox(manner) && !passed ? text('error.captcha') : undefined,
    waitingFor,
    busy: waitingFor !== undefined && manner === 'nothing',
    group,
    withToken,
    forget: () => wait(null),
    connection: { restart, waiting, setPass },
  };
}
