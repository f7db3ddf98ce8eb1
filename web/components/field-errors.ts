import { useState } from 'preact/hooks';
import { language } from '../messages/text.ts';

/** Errors of a form by the id of the input. */
export type FieldErrors<Id extends string> = { readonly [Key in Id]?: string };

/**
 * Keeps the errors of a form, until the language changes; setting them moves the focus to the first wrong input. Answers
 * whether there is none.
 */
export function useFieldErrors<Id extends string>(): [FieldErrors<Id>, (errors: FieldErrors<Id>) => boolean] {
  const [told, setTold] = useState<{ errors: FieldErrors<Id>; language: string }>({ errors: {}, language: language() });
  const check = (found: FieldErrors<Id>): boolean => {
    setTold({ errors: found, language: language() });
    const first = Object.entries(found).find(([, error]) => error !== undefined)?.[0];
    if (first !== undefined) document.getElementById(first)?.focus();
    return first === undefined;
  };
  return [told.language === language() ? told.errors : {}, check];
}
