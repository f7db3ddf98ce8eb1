import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { CaptchaAction } from '../../functions/operations/index.ts';
import type { CaptchaProvider } from '../../functions/operations/fields.ts';
import { hasBox } from '../auto-advance.ts';
import { loadCaptcha } from '../captcha.ts';
import type { Check, Captchas } from '../captcha-providers.ts';
import { useHost } from '../host.ts';
import { text } from '../messages/text.ts';
import { usePages } from '../pages.ts';
import { Notice } from './notice.tsx';
import { SupportContact } from './support-contact.tsx';

/** The token of a check that was passed. A token is good for one call: `renew` starts the check again. */
export interface CaptchaState {
  readonly token: string | undefined;
  /** What a form says where there is no token. */
  readonly missing: string | undefined;
  readonly setToken: (token: string | undefined) => void;
  readonly round: number;
  /** The check on the page, to put the focus there. */
  readonly group: RefObject<HTMLDivElement | null>;
  readonly renew: () => void;
}

export function useCaptcha(): CaptchaState {
  const [token, setToken] = useState<string>();
  const [round, setRound] = useState(0);
  const group = useRef<HTMLDivElement>(null);
  const renew = () => {
    setToken(undefined);
    setRound((before) => before + 1);
  };
  const missing = token === undefined ? text('error.captcha') : undefined;
  return { token, missing, setToken, round, group, renew };
}

type Stage = 'loading' | 'shown' | 'expired' | 'failed';

/** Room is kept for a box, so that nothing moves when it comes. */
function classOf(provider: CaptchaProvider, stage: Stage): string {
  if (stage === 'failed') return 'captcha-gone';
  return hasBox(provider) ? 'captcha-box' : 'captcha-unseen';
}

interface CaptchaProps {
  readonly id: string;
  readonly action: CaptchaAction;
  readonly check: CaptchaState;
  readonly error?: string;
  /** Why it is asked for now. */
  readonly hint?: string;
}

/** The provider's check, bound to the action that it opens; not every provider has a box to tick. */
export function Captcha({ id, action, check, error, hint }: CaptchaProps) {
  const { settings } = usePages();
  const host = useHost();
  const box = useRef<HTMLDivElement>(null);
  const held = useRef<HTMLElement>(undefined);
  const running = useRef<Check>(undefined);
  const passed = useRef(false);
  passed.current = check.token !== undefined;
  const [stage, setStage] = useState<Stage>('loading');

  const show = (checks: Captchas) => {
    const holder = box.current;
    if (holder === null) return;
    const lose = (to: Stage) => () => {
      check.setToken(undefined);
      setStage(to);
    };
    running.current = checks.start(
      // The provider renders into an element once only.
      (held.current = host.holdCheck(holder)),
      {
        siteKey: settings.captchaSiteKey,
        action,
        dark: host.dark(),
        onToken: (token) => {
          check.setToken(token);
          setStage('shown');
        },
        onExpired: lose('expired'),
        onFailed: lose('failed'),
      },
    );
    setStage('shown');
  };
  const stop = () => {
    running.current?.remove();
    running.current = undefined;
    held.current?.remove();
    box.current?.replaceChildren();
  };
  const load = () => {
    setStage('loading');
    stop();
    loadCaptcha(settings)
      .then(show)
      .catch(() => setStage('failed'));
  };

  const loadAgain = () => {
    // The button goes away.
    check.group.current?.focus();
    load();
  };

  useEffect(() => {
    // Who has passed a check is not asked for another because a telephone was turned; it is refitted when it is renewed.
    const refit = () => {
      if (running.current !== undefined && !passed.current && !running.current.fits()) load();
    };
    load();
    window.addEventListener('resize', refit);
    return () => {
      window.removeEventListener('resize', refit);
      stop();
    };
  }, []);
  useEffect(() => {
    if (check.round === 0 || running.current === undefined) return;
    if (!running.current.fits()) return load();
    running.current.renew();
    setStage((before) => (before === 'expired' ? 'shown' : before));
  }, [check.round]);

  const wrong = error !== undefined && check.token === undefined;
  const hinted = hint !== undefined && check.token === undefined;
  const described = [hinted && `${id}-hint`, wrong && `${id}-error`].filter(Boolean).join(' ');
  return (
    <div
      class={wrong ? 'captcha field-wrong' : 'captcha'}
      id={id}
      ref={check.group}
      role="group"
      tabIndex={-1}
      aria-label={text('captcha.label')}
      aria-describedby={described || undefined}
    >
      {hinted && (
        <p class="hint captcha-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <div ref={box} class={classOf(settings.captchaProvider, stage)} />
      {stage === 'loading' && <p class="quiet captcha-loading">{text('captcha.loading')}</p>}
      <div role="status">
        {stage === 'expired' && <p class="hint">{text('captcha.expired')}</p>}
        {stage === 'failed' && (
          <Notice tone="warning">
            <p>{text('captcha.failed')}</p>
            <button type="button" class="text-button" onClick={loadAgain}>
              {text('captcha.retry')}
            </button>
            <SupportContact />
          </Notice>
        )}
      </div>
      {wrong && (
        <div class="field-error" id={`${id}-error`} role="alert">
          {error}
        </div>
      )}
    </div>
  );
}
