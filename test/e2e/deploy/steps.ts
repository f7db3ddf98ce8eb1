/** Seconds since a moment of `performance.now()`, as text. */
export const secondsSince = (began: number): string => `${((performance.now() - began) / 1000).toFixed(1)} s`;

/** Prints the name of a step, and its duration when it ends. */
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
