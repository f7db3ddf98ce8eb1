import { useState } from 'preact/hooks';
import { usePages } from '../pages.ts';

/** The user ID of a form. The tab keeps it, so that the next form does not ask for it again (WCAG 2.2, 3.3.7). */
export function useUserId(): [string, (userId: string) => void] {
  const { session } = usePages();
  const [userId, setUserId] = useState(session.userId ?? '');
  const keep = (typed: string) => {
    setUserId(typed);
    session.userId = typed.trim() || undefined;
  };
  return [userId, keep];
}
