import { useEffect, useState } from 'preact/hooks';
import { text } from '../messages/text.ts';
import { type Path, usePages } from '../pages.ts';
import { type Progress, secondsUntil } from '../session.ts';
import { Link } from './link.tsx';
import { Page } from './page.tsx';

/** Steps in the order of the journey. */
const STEPS: readonly Progress['step'][] = ['code', 'password', 'done'];

export const PAGE_OF: Readonly<Record<Progress['step'], Path>> = {
  code: '/enter-code',
  password: '/new-password',
  done: '/done',
};

type ProgressAt<Step extends Progress['step']> = Extract<Progress, { step: Step }>;

/**
 * Returns the progress that a page needs, and its setter. At another step of the journey the user is sent there with
 * a notice; without a reset, to the start.
 */
export function useStep<Step extends Progress['step']>(
  step: Step,
): [ProgressAt<Step> | undefined, (progress: ProgressAt<Step>) => void] {
  const { session, go } = usePages();
  const [progress, setProgress] = useState(() => session.progress);
  const here = progress?.step === step ? (progress as ProgressAt<Step>) : undefined;
  useEffect(() => {
    if (here !== undefined) return;
    if (progress === undefined) return go('/forgot-password', { notice: 'notice.wrongOrder', replace: true });
    const passed = STEPS.indexOf(progress.step) > STEPS.indexOf(step);
    go(PAGE_OF[progress.step], { notice: passed ? 'notice.stepDone' : 'notice.wrongOrder', replace: true });
  }, []);
  const keep = (next: ProgressAt<Step>) => {
    session.progress = next;
    setProgress(next);
  };
  return [here, keep];
}

/** Counts down to an instant, in whole seconds. The count is right as soon as a background page is shown again. */
export function useSecondsUntil(instant: number): number {
  const [now, setNow] = useState(Date.now);
  const left = secondsUntil(instant, now);
  const over = left === 0;
  useEffect(() => {
    const update = () => setNow(Date.now());
    update();
    if (over) return undefined;
    const timer = setInterval(update, 1000);
    document.addEventListener('visibilitychange', update);
    window.addEventListener('pageshow', update);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', update);
      window.removeEventListener('pageshow', update);
    };
  }, [instant, over]);
  return left;
}

/** Page in place of a step whose time is over. */
export function Expired({ step }: { step: 2 | 3 }) {
  const { session } = usePages();
  useEffect(() => {
    session.progress = undefined;
  }, []);
  return (
    <Page title={text('expired.title')} step={step}>
      <p class="lead">{text('expired.lead')}</p>
      <Link to="/forgot-password" class="button">
        {text('expired.startAgain')}
      </Link>
    </Page>
  );
}
