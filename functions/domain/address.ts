import { domainToASCII, domainToUnicode } from 'node:url';

/**
 * Internationalized domain. Letters, digits, dots, hyphens and underscores are the only ASCII characters in it: the
 * parser of `node:url` would read others as parts of a URL.
 */
const INTERNATIONALIZED = /^(?=.*[^\u0000-\u007f])[A-Za-z0-9._\-\u0080-\u{10ffff}]+$/su;

/** Digits and dots alone, which the parser of `node:url` makes of some full-width digits: an IPv4 address. */
const IPV4 = /^[\d.]+$/;

/** Domain as A-labels (RFC 5890), such as `xn--mnchen-3ya.example`; unchanged if it is ASCII or invalid. */
function domainOnTheWire(domain: string): string {
  const ascii = INTERNATIONALIZED.test(domain) ? domainToASCII(domain) : '';
  return ascii === '' || IPV4.test(ascii) ? domain : ascii;
}

/** An address in two parts; the domain begins after the last `@`. */
function partsOf(address: string): { readonly local: string; readonly domain: string } {
  const at = address.lastIndexOf('@') + 1;
  return { local: address.slice(0, at), domain: address.slice(at) };
}

const folded = (text: string): string => text.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());

/** Address as mail servers take it: the domain as A-labels, the part before it byte for byte. */
export function addressOnTheWire(address: string): string {
  const { local, domain } = partsOf(address);
  return local === '' ? address : `${local}${domainOnTheWire(domain)}`;
}

/**
 * Form of an e-mail address for comparison: A–Z are folded, and the domain is written as A-labels, because
 * `münchen.example` and `xn--mnchen-3ya.example` are one domain. Unicode case folding would treat different addresses
 * as equal (`ı` and `i`, the Kelvin sign and `k`), and mail would go to the wrong person. In a domain such characters
 * are harmless: each maps to the domain that mail to it reaches.
 */
export const comparableAddress = (address: string): string => folded(addressOnTheWire(address));

/**
 * Ways in which a directory may have stored an address: as typed, and with its domain as A-labels and as Unicode. An
 * ordinary address has one.
 */
export function writtenForms(address: string): string[] {
  const { local, domain } = partsOf(address);
  const ascii = domainOnTheWire(domain);
  if (local === '' || !/(^|\.)xn--/i.test(ascii)) return [...new Set([address, addressOnTheWire(address)])];
  return [...new Set([address, `${local}${ascii}`, `${local}${domainToUnicode(ascii) || domain}`])];
}

/** Addresses that mail can go to: those that are not blank. */
export const usableAddresses = (addresses: readonly string[]): string[] =>
  addresses.filter((address) => address.trim() !== '');
