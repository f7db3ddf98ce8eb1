import { useEffect, useState } from 'preact/hooks';
import { secondsUntil } from '../session.ts';

/** Counts down to an instant, in whole seconds. A page that was left for another app is right at once when it is seen again. */
export function useSecondsUntil(instant: number): number {
  const [now, setNow] = useState(Date.now);
  const left = secondsUntil(instant, now);
  const over = left === 0;
  useEffect(() => {
    const look = () => setNow(Date.now());
    look();
    if (over) return undefined;
    const timer = setInterval(look, 1000);
    document.addEventListener('visibilitychange', look);
    window.addEventListener('pageshow', look);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', look);
      window.removeEventListener('pageshow', look);
    };
  }, [instant, over]);
  return left;
}
