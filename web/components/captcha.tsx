import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { CaptchaAction } from '../../functions/operations/index.ts';
import type { CaptchaProvider } from '../../functions/operations/fields.ts';
import { type CaptchaWidget, hasBox, type LoadedProvider } from '../captcha-providers.ts';
import { loadCaptcha } from '../captcha-script.ts';
import { useHost } from '../host.ts';
import { text } from '../messages/text.ts';
import { usePages } from '../pages.ts';
import { SupportContact } from './link.tsx';
import { Notice } from './notice.tsx';

/** State of the captcha in a form. A token is good for one call: `renew` starts the captcha again. */
export interface CaptchaState {
  readonly token: string | undefined;
  /** Error of a form that has no token. */
  readonly missing: string | undefined;
  readonly setToken: (token: string | undefined) => void;
  readonly round: number;
  /** The captcha on the page, to move the focus to. */
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

/** Class of the captcha's place; it reserves the height of a box, so that nothing moves when the box appears. */
function classOf(provider: CaptchaProvider, stage: Stage): string {
  if (stage === 'failed') return 'captcha-gone';
  return hasBox(provider) ? 'captcha-box' : 'captcha-unseen';
}

interface CaptchaProps {
  readonly id: string;
  readonly action: CaptchaAction;
  readonly state: CaptchaState;
  readonly error?: string;
  /** Why the captcha is asked for now. */
  readonly hint?: string;
}

/** The provider's captcha, bound to the action that it allows. Not every provider has a box to tick. */
export function Captcha({ id, action, state, error, hint }: CaptchaProps) {
  const { settings } = usePages();
  const host = useHost();
  const box = useRef<HTMLDivElement>(null);
  const container = useRef<HTMLElement>(undefined);
  const widget = useRef<CaptchaWidget>(undefined);
  const passed = useRef(false);
  passed.current = state.token !== undefined;
  const [stage, setStage] = useState<Stage>('loading');

  const show = (provider: LoadedProvider) => {
    if (box.current === null) return;
    const lose = (to: Stage) => () => {
      state.setToken(undefined);
      setStage(to);
    };
    widget.current = provider.start(
      // A provider renders into an element only once.
      (container.current = host.addCaptchaContainer(box.current)),
      {
        siteKey: settings.captchaSiteKey,
        action,
        dark: host.dark(),
        onToken: (token) => {
          state.setToken(token);
          setStage('shown');
        },
        onExpired: lose('expired'),
        onFailed: lose('failed'),
      },
    );
    setStage('shown');
  };
  const stop = () => {
    widget.current?.remove();
    widget.current = undefined;
    container.current?.remove();
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
    // The button that had the focus disappears.
    state.group.current?.focus();
    load();
  };

  useEffect(() => {
    // Turning a phone does not reset a captcha that was passed; its size changes when it is renewed.
    const refit = () => {
      if (widget.current !== undefined && !passed.current && !widget.current.fits()) load();
    };
    load();
    window.addEventListener('resize', refit);
    return () => {
      window.removeEventListener('resize', refit);
      stop();
    };
  }, []);
  useEffect(() => {
    if (state.round === 0 || widget.current === undefined) return;
    if (!widget.current.fits()) return load();
    widget.current.renew();
    setStage((before) => (before === 'expired' ? 'shown' : before));
  }, [state.round]);

  const wrong = error !== undefined && state.token === undefined;
  const hinted = hint !== undefined && state.token === undefined;
  const described = [hinted && `${id}-hint`, wrong && `${id}-error`].filter(Boolean).join(' ');
  return (
    <div
      class={wrong ? 'captcha field-wrong' : 'captcha'}
      id={id}
      ref={state.group}
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
