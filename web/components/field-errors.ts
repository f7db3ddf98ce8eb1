import { useLayoutEffect, useState } from 'preact/hooks';

/** Errors of a form by the id of the input. */
export type FieldErrors<Id extends string> = { readonly [Key in Id]?: string };

const firstOf = (errors: Readonly<Record<string, string | undefined>>): string | undefined =>
  Object.entries(errors).find(([, error]) => error !== undefined)?.[0];

/** Keeps the errors of a form; setting them moves the focus to the first wrong input. Answers whether there is none. */
export function useFieldErrors<Id extends string>(): [FieldErrors<Id>, (errors: FieldErrors<Id>) => boolean] {
  const [errors, setErrors] = useState<FieldErrors<Id>>({});
  const check = (found: FieldErrors<Id>): boolean => {
    setErrors(found);
    return firstOf(found) === undefined;
  };
  // Once the error is in the page: the input is read out with what describes it when the focus comes.
  useLayoutEffect(() => {
    const first = firstOf(errors);
    if (first !== undefined) document.getElementById(first)?.focus();
  }, [errors]);
  return [errors, check];
}
