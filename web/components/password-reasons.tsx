import { plural, text } from '../messages/text.ts';

const REASONS = ['too-long', 'common', 'breached', 'context-word', 'reused', 'refused-by-directory'] as const;

/** The sentence for a reason of `password-rejected`; a reason that these pages do not know yet has a general one. */
export function reasonText(reason: string, minimumLength: number): string {
  if (reason === 'too-short')
    return text('password.reason.too-short', { characters: plural('count.characters', minimumLength) });
  const known = REASONS.find((each) => each === reason);
  return text(known === undefined ? 'password.reason.unknown' : `password.reason.${known}`);
}

/** Why a password was not accepted. */
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
