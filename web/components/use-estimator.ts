import { useState } from 'preact/hooks';
import { type Estimator, loadEstimator } from '../password-verdict.ts';

/**
 * The estimator of strength, once `load` was called and it has come. Where it does not load the page does without: the
 * service judges in any case.
 */
export function useEstimator(): { estimator: Estimator | undefined; load: () => void } {
  const [estimator, setEstimator] = useState<Estimator>();
  const load = () => {
    if (estimator !== undefined) return;
    // Without it there is no meter, and nothing else is missing.
    loadEstimator().then(setEstimator, () => undefined);
  };
  return { estimator, load };
}
