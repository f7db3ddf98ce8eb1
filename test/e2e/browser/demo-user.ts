/** The demo user whose password the browser resets. */
export const USER = 'bob';

export const ADDRESSES = ['bob@example.com', 'bob.builder@example.net'] as const;

/** A run finds the one of these that the run before it left, and sets the next. */
export const PASSWORDS = [
  'correct horse battery staple',
  'seven quiet rivers under old bridges',
  'a lamp beside the northern window',
] as const;

export const nextPassword = (password: (typeof PASSWORDS)[number]): string =>
  PASSWORDS[(PASSWORDS.indexOf(password) + 1) % PASSWORDS.length] ?? PASSWORDS[0];
