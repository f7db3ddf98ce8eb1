/** The demo user whose password the browser resets. */
export const USER = 'bob';

export const ADDRESSES = ['bob@example.com', 'bob.builder@example.net'] as const;

/** Passwords of the user in turn: a run finds the one of the run before, and sets the next. */
export const PASSWORDS = [
  'correct horse battery staple',
  'seven quiet rivers under old bridges',
  'a lamp beside the northern window',
] as const;

export const nextPassword = (password: (typeof PASSWORDS)[number]): string =>
  PASSWORDS[(PASSWORDS.indexOf(password) + 1) % PASSWORDS.length] ?? PASSWORDS[0];
