import { useMemo } from 'preact/hooks';
import { text } from '../messages/text.ts';
import { usePages } from '../pages.ts';
import { certainReasons, refusedVerdict, type Verdict, verdictOn } from '../password-verdict.ts';
import { adviceInWords } from './password-advice.tsx';
import { reasonText } from './password-reasons.tsx';
import { useEstimator } from './use-estimator.ts';
import { useSettled } from './use-settled.ts';

/** Milliseconds without a key after which a password is judged; the estimator need not run for each letter. */
const JUDGED_AFTER = 150;

/** Milliseconds without a key after which a screen reader is told: it says the letters itself while they are typed. */
const TOLD_AFTER = 1200;

interface Typed {
  readonly newPassword: string;
  readonly confirmPassword: string;
  /** As typed at the start; unknown after a link. */
  readonly userId: string | undefined;
  /** The password that the service refused last. */
  readonly refused: { readonly password: string; readonly reasons: readonly string[] } | undefined;
}

export interface TypedVerdict {
  readonly verdict: Verdict;
  /** Whether the list of common passwords is there to look into. */
  readonly knowsCommon: boolean;
  /** How the second password compares; undefined while it may still become the first. */
  readonly comparison: 'same' | 'different' | undefined;
  /** What to announce. */
  readonly told: string;
  /** Why the password need not be sent, in words. */
  readonly certain: () => string | undefined;
  /** Loads what is too large to be loaded with the page. */
  readonly load: () => void;
}

function compare(newPassword: string, confirmPassword: string): TypedVerdict['comparison'] {
  if (confirmPassword === '') return undefined;
  if (confirmPassword === newPassword) return 'same';
  return newPassword.startsWith(confirmPassword) ? undefined : 'different';
}

const COMPARISONS = { same: 'password.same', different: 'error.confirmPassword' } as const;

export const comparisonText = (comparison: 'same' | 'different'): string => text(COMPARISONS[comparison]);

/** Judges a new password while it is typed. */
export function usePasswordVerdict({ newPassword, confirmPassword, userId, refused }: Typed): TypedVerdict {
  const { productName, passwordMinLength: minimumLength } = usePages().settings;
  const { estimator, load } = useEstimator();
  const judged = useSettled(newPassword, JUDGED_AFTER);
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
  const told = useSettled(sentences.filter(Boolean).join(' '), TOLD_AFTER, `${newPassword}\n${confirmPassword}`);
  const certain = () => {
    const [reason] = certainReasons(newPassword, { minimumLength }, estimator);
    return reason && reasonText(reason, minimumLength);
  };
  return { verdict, knowsCommon: estimator !== undefined, comparison, told, certain, load };
}
