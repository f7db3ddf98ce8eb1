import { useEffect, useState } from 'preact/hooks';
import type { Path } from '../pages.ts';
import { usePages } from '../pages.ts';
import type { Progress } from '../session.ts';

/** In the order of the journey. */
const STEPS: readonly Progress['step'][] = ['code', 'password', 'done'];

export const PAGE_OF: Readonly<Record<Progress['step'], Path>> = {
  code: '/enter-code',
  password: '/new-password',
  done: '/done',
};

type ProgressAt<Step extends Progress['step']> = Extract<Progress, { step: Step }>;

/**
 * The progress that a page needs. Where the journey is at another step the person is led to it, with a sentence;
 * where there is no reset, to its start.
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
