import { match, readApi } from '../../../../local/gateway/routes.ts';
import { apiTemplate } from './api-template.ts';

const { routes } = readApi(apiTemplate());

test.each([
  ['POST', '/pets', '/pets', null],
  ['GET', '/pets/7', '/pets/{id}', { id: '7' }],
  ['GET', '/pets/a%20b', '/pets/{id}', { id: 'a b' }],
  ['GET', '/pets/mine', '/pets/mine', null],
  ['DELETE', '/files/a/b/c', '/files/{path+}', { path: 'a/b/c' }],
])('%s %s leads to %s', (method, path, resourcePath, pathParameters) => {
  const found = match(routes, method, path);
  expect(found?.route.resourcePath).toBe(resourcePath);
  expect(found?.pathParameters).toEqual(pathParameters);
});

test.each([
  ['another case', 'POST', '/Pets'],
  ['a slash at the end', 'POST', '/pets/'],
  ['two slashes', 'POST', '//pets'],
  ['an encoded letter', 'POST', '/p%65ts'],
  ['a step up', 'POST', '/../pets'],
  ['an encoded step up', 'POST', '/%2e/pets'],
  ['a method that the resource does not have', 'PUT', '/pets'],
  ['a method that only a less specific resource has', 'PUT', '/pets/mine'],
  ['a greedy path with nothing', 'GET', '/files'],
  ['the root without a method', 'GET', '/'],
])('%s leads nowhere', (_, method, path) => {
  expect(match(routes, method, path)).toBeUndefined();
});
