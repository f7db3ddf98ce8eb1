/** Paths of the hosted pages. The site answers each with the one document, and every other path with 404. */
export const PATHS = [
  '/',
  '/account',
  '/forgot-password',
  '/forgot-user-id',
  '/enter-code',
  '/new-password',
  '/done',
  '/report',
  '/report-change',
] as const;

export type Path = (typeof PATHS)[number];
