import { readFileSync } from 'node:fs';
import { en } from '../../../web/messages/en.ts';

test('the page of missing paths says without its script what it says with it, in English', () => {
  const page = readFileSync('web/404.html', 'utf8');
  expect(page).toContain(`<title>${en['notFound.title']}</title>`);
  expect(page).toContain(`<h1>${en['notFound.title']}</h1>`);
  expect(page).toContain(`<p class="lead">${en['notFound.lead']}</p>`);
  expect(page).toContain(`<a class="button" href="/">${en['notFound.home']}</a>`);
});
