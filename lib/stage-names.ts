/** The names that a stage's tables and secrets have, for the stack that makes them and for who operates them. */
export const tableNames = (stage: string) => ({
  resets: `password-reset-${stage}-resets`,
  users: `password-reset-${stage}-users`,
  sessions: `password-reset-${stage}-sessions`,
});

/** None ends in a hyphen and six characters, or the name and the start of an ARN could not be told apart. */
export const secretNames = (stage: string) => ({
  pepper: `password-reset/${stage}/pepper`,
  captcha: `password-reset/${stage}/captcha`,
  webhook: `password-reset/${stage}/webhook`,
});

/** How secrets are generated: 64 letters and digits carry 381 bits; ASVS 13.3.1 and the keyed digests ask for 256. */
export const GENERATED_SECRET = { passwordLength: 64, excludePunctuation: true };
