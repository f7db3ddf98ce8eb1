import { useState } from 'preact/hooks';

/** Errors of a form by the id of the input. */
export type FieldErrors<Id extends string> = { readonly [Key in Id]?: string };

/** Keeps the errors of a form; setting them moves the focus to the first wrong input. Answers whether there is none. */
export function useFieldErrors<Id extends string>(): [FieldErrors<Id>, (errors: FieldErrors<Id>) => boolean] {
  const [errors, setErrors] = useState<FieldErrors<Id>>({});
  const check = (found: FieldErrors<Id>): boolean => {
    setErrors(found);
    const first = Object.entries(found).find(([, error]) => error !== undefined)?.[0];
    if (first !== undefined) document.getElementById(first)?.focus();
    return first === undefined;
  };
  return [errors, check];
}
