import { useEffect } from 'preact/hooks';
import { Card } from '../components/card.tsx';
import { Frame } from '../components/frame.tsx';
import { useHost } from '../host.ts';
import { text } from '../messages/text.ts';

/** Without settings there is no API to call: nothing but trying again is left. */
export function BrokenScreen({ onRetry }: { onRetry: () => void }) {
  const host = useHost();
  useEffect(() => host.entitle(text('broken.title')), []);
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
