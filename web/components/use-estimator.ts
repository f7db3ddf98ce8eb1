import { useState } from 'preact/hooks';
import type { Estimator } from '../password-verdict.ts';

/**
 * The estimator of strength, once `load` was called and it has come. Where it does not load the page does without: the
 * service judges in any case.
 */
export function useEstimator(): { estimator: Estimator | undefined; load: () => void } {
  const [estimator, setEstimator] = useState<Estimator>();
  const load = () => {
    if (estimator !== undefined) return;
    import('../password-strength.ts').then(
      (loaded) => setEstimator(loaded.estimator),
      () => undefined,
    );
  };
  return { estimator, load };
}
