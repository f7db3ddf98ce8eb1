import { useLayoutEffect, useState } from 'preact/hooks';
import { useHost } from '../host.ts';
import { language } from '../messages/text.ts';

/** Errors of a form by the id of the input. */
export type FieldErrors<Id extends string> = { readonly [Key in Id]?: string };

const firstOf = (errors: Readonly<Record<string, string | undefined>>): string | undefined =>
  Object.entries(errors).find(([, error]) => error !== undefined)?.[0];

/**
 * Keeps the errors of a form, until the language changes; setting them moves the focus to the first wrong input. Answers
 * whether there is none.
 */
export function useFieldErrors<Id extends string>(): [FieldErrors<Id>, (errors: FieldErrors<Id>) => boolean] {
  const { tree } = useHost();
  const [told, setShown] = useState<{ errors: FieldErrors<Id>; language: string }>({
    errors: {},
    language: language(),
  });
  const check = (found: FieldErrors<Id>): boolean => {
    setShown({ errors: found, language: language() });
    return firstOf(found) === undefined;
  };
  // Once the error is in the page: the input is read out with what describes it when the focus comes.
  useLayoutEffect(() => {
    const first = firstOf(told.errors);
    if (first !== undefined) tree.getElementById(first)?.focus();
  }, [told]);
  return [told.language === language() ? told.errors : {}, check];
}
