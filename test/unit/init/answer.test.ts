import { PassThrough } from 'node:stream';
import { answerIfAny, answerTo, NotAnswered } from '../../../cli/deploy/answer.ts';

/** Terminal of a user who types this, and then ends the input. */
function typing(text: string) {
  const input = new PassThrough();
  const output = new PassThrough();
  input.end(text);
  return { input, output, shown: () => String(output.read() ?? '') };
}

test.each([false, true])('an answer is what is typed, without the end of its line (secret: %s)', async (secret) => {
  const { input, output } = typing(' my-product \n');
  expect(await answerTo('Name: ', { input, output, secret })).toBe('my-product');
});

test.each([false, true])(
  'an input that ends without an answer is an error, and no promise stays open (secret: %s)',
  async (secret) => {
    const { input, output, shown } = typing('');
    await expect(answerTo('Name: ', { input, output, secret })).rejects.toThrow(NotAnswered);
    expect(shown()).toMatch(/^Name: \s*\n/);
    expect(await answerIfAny('Name: ', typing(''))).toBeUndefined();
  },
);

test('an interrupt ends the question, and is not caught afterwards', async () => {
  const before = process.listenerCount('SIGINT');
  const input = new PassThrough();
  const asked = answerTo('Name: ', { input, output: new PassThrough() });
  expect(process.listenerCount('SIGINT')).toBe(before + 1);
  process.emit('SIGINT');
  await expect(asked).rejects.toThrow('No answer was given.');
  expect(process.listenerCount('SIGINT')).toBe(before);
});
