import type { PasswordReason } from '../../functions/domain/password-rules.ts';
import { plural, text } from '../messages/text.ts';
import type { StrengthLevel, Verdict } from '../password-verdict.ts';

const REASONS = [
  'too-long',
  'common',
  'breached',
  'context-word',
  'reused',
  'refused-by-directory',
  'too-young',
] as const;

/**
 * Returns the sentence for a reason of `password-rejected`: a general one for a reason that these pages do not know.
 */
export function reasonText(reason: string, minimumLength: number): string {
  if (reason === 'too-short')
    return text('password.reason.too-short', { characters: plural('count.characters', minimumLength) });
  const known = REASONS.find((each) => each === reason);
  return text(known === undefined ? 'password.reason.unknown' : `password.reason.${known}`);
}

/** The reasons why a password was not accepted. */
export function PasswordReasons({ reasons, minimumLength }: { reasons: readonly string[]; minimumLength: number }) {
  const sentences =
    reasons.length === 0
      ? [text('password.reason.unknown')]
      : reasons.map((reason) => reasonText(reason, minimumLength));
  return (
    <>
      <p>{text('password.rejected')}</p>
      <ul>
        {[...new Set(sentences)].map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </>
  );
}

type RuleState = 'met' | 'unmet' | 'open';

/** Paths of a tick, a cross and a ring. */
const SIGNS: Readonly<Record<RuleState, string>> = {
  met: 'M3 8.5l3.5 3.5L13 4.5',
  unmet: 'M4 4l8 8M12 4l-8 8',
  open: 'M8 3.5a4.5 4.5 0 1 0 .01 0z',
};

/** A rule with its state as a sign and in words. An open rule is neither met nor broken yet. */
export function Rule({ state, children }: { state: RuleState; children: string }) {
  return (
    <span class={`rule rule-${state}`}>
      <svg class="rule-sign" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
        <path d={SIGNS[state]} />
      </svg>
      <span>
        {state !== 'open' && <span class="unseen">{text(`password.rule.${state}`)} </span>}
        {children}
      </span>
    </span>
  );
}

const STEPS: readonly StrengthLevel[] = ['weak', 'fair', 'good', 'strong'];

/** The strength in four steps and a word. */
function StrengthMeter({ level }: { level: StrengthLevel }) {
  const value = STEPS.indexOf(level) + 1;
  const word = text(`password.level.${level}`);
  return (
    <div class="strength">
      <div
        class={`strength-steps strength-${level}`}
        role="meter"
        aria-label={text('password.strength')}
        aria-valuemin={0}
        aria-valuemax={STEPS.length}
        aria-valuenow={value}
        aria-valuetext={word}
      >
        {STEPS.map((step, index) => (
          <span key={step} class={index < value ? 'strength-step strength-step-reached' : 'strength-step'} />
        ))}
      </div>
      <span class="strength-word">{text('password.strengthIs', { level: word })}</span>
    </div>
  );
}

interface PasswordAdviceProps {
  readonly verdict: Verdict;
  readonly minimumLength: number;
  /** Whether the page knows the user ID; a link carries none. */
  readonly knowsAccount: boolean;
  /** Whether the list of common passwords is loaded. */
  readonly knowsCommon: boolean;
}

/** The rules with their states, and the strength. A rule that an unfinished password may still meet is open. */
export function PasswordAdvice({ verdict, minimumLength, knowsAccount, knowsCommon }: PasswordAdviceProps) {
  const { length, reasons, level } = verdict;
  const long = length >= minimumLength;
  const state = (reason: PasswordReason, judged: boolean): RuleState =>
    reasons.includes(reason) ? 'unmet' : judged ? 'met' : 'open';
  return (
    <>
      <ul class="rules">
        <li>
          <Rule state={reasons.includes('too-long') ? 'unmet' : long ? 'met' : 'open'}>
            {reasons.includes('too-long')
              ? text('password.reason.too-long')
              : text('password.rule.length', { characters: plural('count.characters', minimumLength) })}
          </Rule>
          {length > 0 && !long && (
            <span class="rule-count mono" aria-hidden="true">
              <bdi dir="ltr">
                {length}/{minimumLength}
              </bdi>
            </span>
          )}
        </li>
        <li>
          <Rule state={state('context-word', long && knowsAccount)}>{text('password.rule.context')}</Rule>
        </li>
        <li>
          <Rule state={state('common', long && knowsCommon)}>{text('password.rule.common')}</Rule>
        </li>
      </ul>
      <div class="strength-place">{level !== undefined && <StrengthMeter level={level} />}</div>
    </>
  );
}

/** Returns the advice as sentences, for a screen reader to announce after a pause in typing. */
export function adviceInWords({ reasons, level }: Verdict, minimumLength: number): string {
  const strength = level && `${text('password.strengthIs', { level: text(`password.level.${level}`) })}.`;
  const sentences = reasons.map((reason) => reasonText(reason, minimumLength));
  return [strength, ...(sentences.length === 0 ? [text('password.fine')] : sentences)].filter(Boolean).join(' ');
}
