import { definePasswordReset } from 'serverless-password-reset-client/element';

// The pages as an element: <password-reset site="https://login.example.com" user-id="alice"></password-reset>
document.addEventListener('step', ({ detail }) => (document.body.dataset.step = detail), true);
definePasswordReset();
