import { useEffect, useRef, useState } from 'preact/hooks';
import type { CaptchaAction } from '../../functions/operations/index.ts';
import { hasBox } from '../captcha-providers.ts';
import { loadCaptcha } from '../captcha-script.ts';
import type { CaptchaWidget, LoadedProvider } from '../captcha-widget.ts';
import { useHost } from '../host.ts';
import { text } from '../messages/text.ts';
import { usePages } from '../pages.ts';
import { SupportContact } from './link.tsx';
import { Notice } from './notice.tsx';
import type { CaptchaState } from './use-captcha.ts';

type Stage = 'loading' | 'shown' | 'expired' | 'failed';

/** Class of the captcha's place; it reserves the height of a box, so that nothing moves when the box appears. */
function classOf(box: boolean, stage: Stage): string {
  if (stage === 'failed') return 'captcha-gone';
  return box ? 'captcha-box' : 'captcha-unseen';
}

interface CaptchaProps {
  readonly id: string;
  /** Action of the page's main call. */
  readonly action: CaptchaAction;
  readonly state: CaptchaState;
  readonly error?: string;
  /** Why the captcha is asked for now. */
  readonly hint?: string;
}

/** The provider's captcha, bound to the action that it allows. Not every provider has a box to tick. */
export function Captcha({ id, action, state, error, hint }: CaptchaProps) {
  const { settings, api } = usePages();
  const host = useHost();
  const place = useRef<HTMLDivElement>(null);
  const container = useRef<HTMLElement>(undefined);
  const widget = useRef<CaptchaWidget>(undefined);
  const { restart, waiting, setPass } = state.connection;
  // Callbacks of the widget outlive the render that made them.
  const latest = useRef({ setPass, passed: state.passed });
  latest.current = { setPass, passed: state.passed };
  const [stage, setStage] = useState<Stage>('loading');
  const [boxCame, setBoxCame] = useState(false);
  const box = hasBox(state.manner) || boxCame;

  const show = (provider: LoadedProvider) => {
    if (place.current === null) return;
    const lose = (to: Stage) => () => {
      latest.current.setPass(undefined);
      setStage(to);
    };
    const wanted = waiting.current?.action;
    widget.current = provider.start(
      // A provider renders into an element only once.
      (container.current = host.addCaptchaContainer(place.current)),
      {
        siteKey: settings.captchaSiteKey ?? '',
        action: wanted ?? action,
        dark: host.dark(),
        api,
        onPass: (pass) => {
          latest.current.setPass(pass);
          setStage('shown');
        },
        onBox: () => setBoxCame(true),
        onExpired: lose(box ? 'expired' : 'shown'),
        onClosed: state.forget,
        onFailed: () => {
          state.forget();
          lose('failed')();
        },
      },
    );
    setStage('shown');
    if (state.manner === 'maybe' && wanted !== undefined) widget.current.renew(wanted);
  };
  const stop = () => {
    widget.current?.remove();
    widget.current = undefined;
    container.current?.remove();
    place.current?.replaceChildren();
  };
  const load = () => {
    setStage('loading');
    setBoxCame(false);
    stop();
    loadCaptcha(settings)
      .then(show)
      .catch(() => {
        state.forget();
        setStage('failed');
      });
  };

  restart.current = (wanted = action) => {
    if (widget.current === undefined) return;
    if (!widget.current.fits()) return load();
    setBoxCame(false);
    widget.current.renew(wanted);
    setStage((before) => (before === 'expired' ? 'shown' : before));
  };
  const loadAgain = () => {
    // The button that had the focus disappears.
    state.group.current?.focus();
    load();
  };

  // The call that waits goes on after the act.
  useEffect(() => {
    if (boxCame && waiting.current !== null) state.group.current?.focus();
  }, [boxCame]);
  useEffect(() => {
    // Turning a phone does not reset a captcha that was passed; its size changes when it is renewed.
    const refit = () => {
      if (widget.current !== undefined && !latest.current.passed && !widget.current.fits()) load();
    };
    load();
    window.addEventListener('resize', refit);
    return () => {
      window.removeEventListener('resize', refit);
      stop();
    };
  }, []);
  const wrong = error !== undefined && !state.passed;
  const shownHint = hint ?? (boxCame ? text('error.captcha') : undefined);
  const hinted = shownHint !== undefined && !state.passed && box;
  const described = [hinted && `${id}-hint`, wrong && `${id}-error`].filter(Boolean).join(' ');
  return (
    <div
      class={wrong ? 'captcha field-wrong' : 'captcha'}
      id={id}
      ref={state.group}
      role={box || stage === 'failed' ? 'group' : undefined}
      tabIndex={-1}
      aria-label={box || stage === 'failed' ? text('captcha.label') : undefined}
      aria-describedby={described || undefined}
    >
      {hinted && (
        <p class="hint captcha-hint" id={`${id}-hint`}>
          {shownHint}
        </p>
      )}
      <div ref={place} class={classOf(box, stage)} />
      {stage === 'loading' && box && <p class="quiet captcha-loading">{text('captcha.loading')}</p>}
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
