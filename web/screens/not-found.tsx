import { Link } from '../components/link.tsx';
import { Page } from '../components/page.tsx';
import { text } from '../messages/text.ts';

export function NotFoundScreen() {
  return (
    <Page title={text('notFound.title')}>
      <p class="lead">{text('notFound.lead')}</p>
      <Link to="/" class="button">
        {text('notFound.home')}
      </Link>
    </Page>
  );
}
