/** The browser's language for the mail, if it has the form that the service takes (BCP 47, at most 35 characters). */
export const mailLocale = (language: string): string | undefined =>
  language.length <= 35 && /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(language) ? language : undefined;
