/** Headers between our CloudFront distribution and the API: docs/adr/0035-source-behind-one-origin.md. */

/** Secret of the stack by which a call proves that our distribution passed it on. */
export const ORIGIN_SECRET_HEADER = 'x-origin-secret';

/** Address and port of the viewer, as CloudFront itself writes it. */
export const VIEWER_ADDRESS_HEADER = 'cloudfront-viewer-address';
