/**
 * Waits for both. A fault is thrown when both have ended, the first one's before the other's: a function that has answered is frozen, and
 * with it a call that is still on its way.
 */
export async function sideBySide<One, Other>(one: Promise<One>, other: Promise<Other>): Promise<[One, Other]> {
  await Promise.allSettled([one, other]);
  return Promise.all([one, other]);
}
