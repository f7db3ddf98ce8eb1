import { createElement, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { PasswordReset } from 'serverless-password-reset-client/react';

// The pages in a React page, here without JSX, so that any bundler builds it as it is.
const place = document.querySelector('#password-reset');
const pages = createElement(PasswordReset, {
  site: place.dataset.site,
  userId: 'alice',
  loginUrl: '/login',
  onStep: (step) => {
    document.body.dataset.step = step;
  },
});
createRoot(place).render(createElement(StrictMode, null, pages));
