import { useEffect } from 'preact/hooks';
import { text } from '../messages/text.ts';
import { usePages } from '../pages.ts';
import { Link } from './link.tsx';
import { Page } from './page.tsx';

/** Stands in for a step whose time is over. */
export function Expired({ step }: { step: 2 | 3 }) {
  const { session } = usePages();
  useEffect(() => {
    session.progress = undefined;
  }, []);
  return (
    <Page title={text('expired.title')} step={step}>
      <p class="lead">{text('expired.lead')}</p>
      <Link to="/forgot-password" class="button">
        {text('expired.startAgain')}
      </Link>
    </Page>
  );
}
