/** Seconds since a moment of `performance.now()`, as text. */
export const secondsSince = (began: number): string => `${((performance.now() - began) / 1000).toFixed(1)} s`;

/** Names what is done now, and how long it took. */
export async function step<Result>(what: string, work: () => Promise<Result>): Promise<Result> {
  const began = performance.now();
  console.log(`▸ ${what} …`);
  try {
    const result = await work();
    console.log(`✓ ${what}: ${secondsSince(began)}`);
    return result;
  } catch (error) {
    console.log(`✗ ${what}: ${secondsSince(began)}`);
    throw error;
  }
}
