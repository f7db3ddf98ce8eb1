import { useRef } from 'preact/hooks';

/** 128 random bits as hexadecimal digits. */
const randomKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');

/**
 * Returns a function that gives the idempotency key of a call: the same one for the same input, so that a call whose
 * answer was lost can be repeated.
 */
export function useIdempotencyKey(): (input: string) => string {
  const last = useRef<{ input: string; key: string }>(undefined);
  return (input) => {
    if (last.current?.input !== input) last.current = { input, key: randomKey() };
    return last.current.key;
  };
}
