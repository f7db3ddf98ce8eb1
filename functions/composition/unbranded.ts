/** The colours of the pages. Each pair has a contrast above 4.5 : 1, and so has each accent on the ground of a mail. */
export const UNBRANDED = {
  accent: '#1f5c57',
  onAccent: '#ffffff',
  accentDark: '#7fcfc3',
  onAccentDark: '#0b2523',
};
