/**
 * Everything that the use cases need from outside. An expected outcome is a value; a port throws only on an
 * unexpected error. Each subject has a file in `ports/`.
 */
export type * from './ports/audit.ts';
export type * from './ports/captcha.ts';
export type * from './ports/clock-and-keys.ts';
export type * from './ports/directory.ts';
export type * from './ports/events.ts';
export type * from './ports/limits.ts';
export type * from './ports/login.ts';
export type * from './ports/mail.ts';
export type * from './ports/requests.ts';
