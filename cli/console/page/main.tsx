import { render } from 'preact';
import { Api } from './api.ts';
import { App } from './app.tsx';

const token = window.location.hash.slice(1);
// The token works once, and neither the history nor a screenshot shall show it.
window.history.replaceState(null, '', window.location.pathname);

function NoAccess({ message }: { readonly message: string }) {
  return (
    <main>
      <h1>No access</h1>
      <p>{message}</p>
      <p>
        Start the console again, and open the address that it prints. Each address works once, and reloading the page
        ends it.
      </p>
    </main>
  );
}

async function start(): Promise<void> {
  try {
    if (token === '') throw new Error('This address has no token.');
    render(<App api={await Api.open(token)} />, document.body);
  } catch (error) {
    render(<NoAccess message={error instanceof Error ? error.message : String(error)} />, document.body);
  }
}

void start();
