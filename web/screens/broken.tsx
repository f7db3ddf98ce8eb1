import { useEffect } from 'preact/hooks';
import { Frame } from '../components/frame.tsx';
import { text } from '../messages/text.ts';

/** Without settings there is no API to call: nothing but trying again is left. */
export function BrokenScreen({ onRetry }: { onRetry: () => void }) {
  useEffect(() => {
    document.title = text('broken.title');
  }, []);
  return (
    <Frame>
      <main class="card">
        <div role="alert">
          <h1>{text('broken.title')}</h1>
          <p class="lead">{text('broken.lead')}</p>
        </div>
        <button type="button" class="button" onClick={onRetry}>
          {text('app.retry')}
        </button>
      </main>
    </Frame>
  );
}
