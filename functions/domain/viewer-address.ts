import { isIP } from 'node:net';

/**
 * Reads an address from `CloudFront-Viewer-Address`: `198.51.100.10:46532`, and for IPv6 `2001:db8::7:46532` without
 * brackets, so the port follows the last colon. Returns undefined for anything else.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/adding-cloudfront-headers.html
 */
export function viewerAddress(header: string): string | undefined {
  const [, address = ''] = /^\[?([0-9A-Fa-f:.]{2,45}?)\]?:\d{1,5}$/.exec(header) ?? [];
  return isIP(address) === 0 ? undefined : address;
}
