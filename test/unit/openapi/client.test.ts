import { readFileSync } from 'node:fs';
import { CONTRACT, contractFile } from '../../../client/generate.ts';

test('the contract of the client is the one that the OpenAPI document makes now: npm run client', async () => {
  expect(readFileSync(CONTRACT, 'utf8')).toBe(await contractFile());
});
