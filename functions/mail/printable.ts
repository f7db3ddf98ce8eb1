/** Control characters, separators of lines and paragraphs, and what overrides the direction of writing. */
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g;

/** Keeps a value on its line and in its order, so that it can pretend to be neither another line nor another value. */
export const printable = (value: string): string => value.toWellFormed().replaceAll(UNPRINTABLE, '\uFFFD');
