import { useEffect, useRef, useState } from 'preact/hooks';
import type { CaptchaAction } from '../../functions/operations.ts';
import { loadHumanCheck, type Widgets } from '../human-check.ts';
import { text } from '../messages/text.ts';
import { usePages } from '../pages.ts';
import { Notice } from './notice.tsx';

/** The token of a box that was ticked. A token is good for one call: `renew` gives the box back, unticked. */
export interface HumanCheckState {
  readonly token: string | undefined;
  readonly setToken: (token: string | undefined) => void;
  readonly round: number;
  readonly renew: () => void;
}

export function useHumanCheck(): HumanCheckState {
  const [token, setToken] = useState<string>();
  const [round, setRound] = useState(0);
  const renew = () => {
    setToken(undefined);
    setRound((before) => before + 1);
  };
  return { token, setToken, round, renew };
}

type Stage = 'loading' | 'shown' | 'expired' | 'failed';

interface HumanCheckProps {
  readonly id: string;
  readonly action: CaptchaAction;
  readonly check: HumanCheckState;
  readonly error?: string;
}

/** The provider's box, bound to the action that it opens. */
export function HumanCheck({ id, action, check, error }: HumanCheckProps) {
  const { settings } = usePages();
  const box = useRef<HTMLDivElement>(null);
  const widget = useRef<{ widgets: Widgets; id: number }>(undefined);
  const [stage, setStage] = useState<Stage>('loading');

  const show = (widgets: Widgets) => {
    const holder = box.current;
    if (holder === null) return;
    // The provider renders into an element once only.
    const container = holder.appendChild(document.createElement('div'));
    const lose = (to: Stage) => () => {
      check.setToken(undefined);
      setStage(to);
    };
    const rendered = widgets.render(container, {
      sitekey: settings.captchaSiteKey,
      action,
      theme: window.matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light',
      callback: (token) => {
        check.setToken(token);
        setStage('shown');
      },
      'expired-callback': lose('expired'),
      'error-callback': lose('failed'),
    });
    widget.current = { widgets, id: rendered };
    setStage('shown');
  };
  const load = () => {
    setStage('loading');
    widget.current = undefined;
    box.current?.replaceChildren();
    loadHumanCheck(settings.captchaScriptUrl)
      .then(show)
      .catch(() => setStage('failed'));
  };

  useEffect(load, []);
  useEffect(() => {
    if (check.round === 0 || widget.current === undefined) return;
    widget.current.widgets.reset(widget.current.id);
    setStage((before) => (before === 'expired' ? 'shown' : before));
  }, [check.round]);

  const wrong = error !== undefined && check.token === undefined;
  return (
    <div
      class={wrong ? 'human-check field-wrong' : 'human-check'}
      id={id}
      role="group"
      tabIndex={-1}
      aria-label={text('humanCheck.label')}
      aria-describedby={wrong ? `${id}-error` : undefined}
    >
      <div ref={box} class={stage === 'failed' ? 'human-check-box human-check-gone' : 'human-check-box'} />
      {stage === 'loading' && <p class="quiet human-check-loading">{text('humanCheck.loading')}</p>}
      <div role="status">
        {stage === 'expired' && <p class="hint">{text('humanCheck.expired')}</p>}
        {stage === 'failed' && (
          <Notice tone="warning">
            <p>{text('humanCheck.failed')}</p>
            <button type="button" class="text-button" onClick={load}>
              {text('humanCheck.retry')}
            </button>
          </Notice>
        )}
      </div>
      {wrong && (
        <div class="field-error" id={`${id}-error`}>
          {error}
        </div>
      )}
    </div>
  );
}
