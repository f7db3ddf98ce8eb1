/** Makes `count` calls at once and waits for all answers. */
export const burst = <Result>(count: number, call: (index: number) => Promise<Result>): Promise<Result[]> =>
  Promise.all(Array.from({ length: count }, (_, index) => call(index)));

/** Makes `count` calls, at most `width` of them at a time. */
export async function inTurns<Result>(
  count: number,
  width: number,
  call: (index: number) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  let next = 0;
  await burst(width, async () => {
    for (let index = next++; index < count; index = next++) results[index] = await call(index);
  });
  return results;
}
