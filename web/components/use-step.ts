import { useEffect, useState } from 'preact/hooks';
import type { Path } from '../pages.ts';
import { usePages } from '../pages.ts';
import type { Progress } from '../session.ts';

const PAGE_OF: Readonly<Record<Progress['step'], Path>> = {
  code: '/enter-code',
  password: '/new-password',
  done: '/done',
};

type ProgressAt<Step extends Progress['step']> = Extract<Progress, { step: Step }>;

/**
 * The progress that a page needs. Where the journey is at another step the person is led to it, with a sentence;
 * where there is no open reset, to its start.
 */
export function useStep<Step extends Progress['step']>(
  step: Step,
): [ProgressAt<Step> | undefined, (progress: ProgressAt<Step>) => void] {
  const { session, go } = usePages();
  const [progress, setProgress] = useState(() => session.progress);
  const here = progress?.step === step ? (progress as ProgressAt<Step>) : undefined;
  useEffect(() => {
    if (here !== undefined) return;
    const open = progress !== undefined && progress.step !== 'done';
    go(open ? PAGE_OF[progress.step] : '/forgot-password', { notice: 'notice.wrongOrder', replace: true });
  }, []);
  const keep = (next: ProgressAt<Step>) => {
    session.progress = next;
    setProgress(next);
  };
  return [here, keep];
}
