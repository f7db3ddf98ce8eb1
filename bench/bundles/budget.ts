import type { Bundles, Parts } from './parts.ts';

/** How much a bundle may outgrow what is recorded before somebody has to look: a few sentences of our own code, no package. */
const TOLERANCE = 1.02;

export const sizeOf = (parts: Parts): number => Object.values(parts).reduce((sum, bytes) => sum + bytes, 0);

const kibibytes = (bytes: number): string => `${(bytes / 1024).toFixed(1)} KiB`;

/** A sentence for each bundle over its budget, with what grew, the most first. */
export function overBudget(recorded: Bundles, present: Bundles): string[] {
  return Object.entries(present).flatMap(([name, parts]) => {
    const before = recorded[name];
    if (before === undefined) return [`${name} has no recorded size`];
    const budget = sizeOf(before) * TOLERANCE;
    if (sizeOf(parts) <= budget) return [];
    return [
      `${name} has ${kibibytes(sizeOf(parts))} of at most ${kibibytes(budget)}: ${growth(before, parts).join(', ')}`,
    ];
  });
}

function growth(before: Parts, present: Parts): string[] {
  return Object.entries(present)
    .map(([part, bytes]) => ({ part, grown: bytes - (before[part] ?? 0), isNew: before[part] === undefined }))
    .filter(({ grown }) => grown > 0)
    .sort((one, other) => other.grown - one.grown)
    .map(({ part, grown, isNew }) => `${part} +${kibibytes(grown)}${isNew ? ' (new)' : ''}`);
}
