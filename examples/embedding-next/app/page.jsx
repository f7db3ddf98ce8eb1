import { Reset } from './reset.jsx';

export default function Page() {
  return (
    <main>
      <h1>Our shop</h1>
      <Reset site={process.env.NEXT_PUBLIC_PASSWORD_RESET_SITE} />
    </main>
  );
}
