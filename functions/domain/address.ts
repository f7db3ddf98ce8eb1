/**
 * What addresses are compared by: only A–Z are folded. Unicode case folding would make one address of two that are not
 * (`ı` and `i`, the Kelvin sign and `k`), and mail would go to the wrong one.
 */
export const comparableAddress = (address: string): string =>
  address.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());
