import { mountPasswordReset } from 'serverless-password-reset-client/embed';

// The pages in an element of a page without a framework. The site is the stack's output `SiteUrl`.
const place = document.querySelector('#password-reset');
const { site } = place.dataset;
await mountPasswordReset(place, {
  site,
  userId: 'alice',
  loginUrl: '/login',
  onStep: (step) => {
    document.body.dataset.step = step;
  },
});
