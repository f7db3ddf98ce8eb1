import { useEffect } from 'preact/hooks';
import { Frame } from '../components/frame.tsx';
import { Link } from '../components/link.tsx';
import { Card, Page } from '../components/page.tsx';
import { useHost } from '../host.ts';
import { text } from '../messages/text.ts';

/** Page in place of all others when the settings do not load: without them there is no API to call. */
export function BrokenScreen({ onRetry }: { onRetry: () => void }) {
  const host = useHost();
  useEffect(() => host.setTitle(text('broken.title')), []);
  return (
    <Frame>
      <Card>
        <div role="alert">
          <h1 aria-level={host.embedded ? 2 : undefined}>{text('broken.title')}</h1>
          <p class="lead">{text('broken.lead')}</p>
        </div>
        <button type="button" class="button" onClick={onRetry}>
          {text('app.retry')}
        </button>
      </Card>
    </Frame>
  );
}

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
