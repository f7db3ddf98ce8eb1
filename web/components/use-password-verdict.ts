import { useEffect, useMemo, useState } from 'preact/hooks';
import { text } from '../messages/text.ts';
import { usePages } from '../pages.ts';
import {
  certainReasons,
  type Estimator,
  loadEstimator,
  refusedVerdict,
  type Verdict,
  verdictOn,
} from '../password-verdict.ts';
import { adviceInWords, reasonText } from './password-advice.tsx';

/** Milliseconds without a key until a password is judged: the estimator need not run for each letter. */
const JUDGE_AFTER = 150;

/** Milliseconds without a key until the advice is announced: a screen reader speaks each letter as it is typed. */
const ANNOUNCE_AFTER = 1200;

interface Typed {
  readonly newPassword: string;
  readonly confirmPassword: string;
  /** The user ID as typed at the start; unknown after a link. */
  readonly userId: string | undefined;
  /** The password that the service refused last, and its reasons. */
  readonly refused: { readonly password: string; readonly reasons: readonly string[] } | undefined;
}

export interface TypedVerdict {
  readonly verdict: Verdict;
  /** Whether the list of common passwords is loaded. */
  readonly knowsCommon: boolean;
  /** Comparison of the second password with the first; undefined while the second may still become the first. */
  readonly comparison: 'same' | 'different' | undefined;
  /** Sentences for a screen reader. */
  readonly announcement: string;
  /** Returns a reason for which the service would certainly refuse the password, as a sentence. */
  readonly certainReason: () => string | undefined;
  /** Loads the strength estimator, which is too large to load with the page. */
  readonly load: () => void;
}

function compare(newPassword: string, confirmPassword: string): TypedVerdict['comparison'] {
  if (confirmPassword === '') return undefined;
  if (confirmPassword === newPassword) return 'same';
  return newPassword.startsWith(confirmPassword) ? undefined : 'different';
}

const COMPARISONS = { same: 'password.same', different: 'error.confirmPassword' } as const;

export const comparisonText = (comparison: 'same' | 'different'): string => text(COMPARISONS[comparison]);

/**
 * The strength estimator, once `load` has fetched it. If it does not load, the page works without: the service
 * judges.
 */
function useEstimator(): { estimator: Estimator | undefined; load: () => void } {
  const [estimator, setEstimator] = useState<Estimator>();
  const load = () => {
    if (estimator !== undefined) return;
    // Only the strength meter is missing then.
    loadEstimator().then(setEstimator, () => undefined);
  };
  return { estimator, load };
}

/** Returns the value once it and `cause`, from which it is made, have not changed for this many milliseconds. */
function useSettled<Value>(value: Value, milliseconds: number, cause?: string): Value {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), milliseconds);
    return () => clearTimeout(timer);
  }, [value, milliseconds, cause]);
  return settled;
}

/** Judges a new password as the user types it. */
export function usePasswordVerdict({ newPassword, confirmPassword, userId, refused }: Typed): TypedVerdict {
  const { productName, passwordMinLength: minimumLength } = usePages().settings;
  const { estimator, load } = useEstimator();
  const judged = useSettled(newPassword, JUDGE_AFTER);
  const verdict = useMemo(() => {
    const words = userId === undefined ? [productName] : [productName, userId];
    const own = verdictOn(judged, { minimumLength }, words, estimator);
    return refused?.password === judged ? refusedVerdict(own, refused.reasons) : own;
  }, [judged, estimator, refused]);
  const comparison = compare(newPassword, confirmPassword);
  const sentences = [
    judged !== '' && adviceInWords(verdict, minimumLength),
    comparison !== undefined && comparisonText(comparison),
  ];
  const announcement = useSettled(
    sentences.filter(Boolean).join(' '),
    ANNOUNCE_AFTER,
    `${newPassword}\n${confirmPassword}`,
  );
  const certainReason = () => {
    const [reason] = certainReasons(newPassword, { minimumLength }, estimator);
    return reason && reasonText(reason, minimumLength);
  };
  return { verdict, knowsCommon: estimator !== undefined, comparison, announcement, certainReason, load };
}
