import type { ServerResponse } from 'node:http';

const PAGE =
  '<!doctype html><html lang="en"><title>Log in</title><h1>Log in</h1><p>Here would be the login page of your application.</p></html>';

/** Stands for the application that people log in to where the accounts are in a directory of its own. */
export const answerLoginPage = (response: ServerResponse): void => {
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(PAGE);
};
