import { useEffect, useState } from 'preact/hooks';
import { secondsUntil } from '../session.ts';

/** Counts down to an instant, in whole seconds. */
export function useSecondsUntil(instant: number): number {
  const [now, setNow] = useState(Date.now);
  const left = secondsUntil(instant, now);
  const over = left === 0;
  useEffect(() => {
    setNow(Date.now());
    if (over) return undefined;
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [instant, over]);
  return left;
}
