'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { PasswordReset } from 'serverless-password-reset-client/react';

/** The pages in a client component. LOGIN leads to the login page of this application, without a new document. */
export function Reset({ site }) {
  const router = useRouter();
  const [step, setStep] = useState();
  return (
    <div data-step={step}>
      <PasswordReset site={site} userId="alice" onStep={setStep} onDone={() => router.push('/login')} />
    </div>
  );
}
