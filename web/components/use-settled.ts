import { useEffect, useState } from 'preact/hooks';

/** The value once it and `cause`, which it comes from, have stayed the same for so many milliseconds. */
export function useSettled<Value>(value: Value, milliseconds: number, cause?: string): Value {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), milliseconds);
    return () => clearTimeout(timer);
  }, [value, milliseconds, cause]);
  return settled;
}
