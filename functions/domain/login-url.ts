/** Schemes that the browser handles itself: they run a script, show a file, or open no application's login page. */
const REFUSED = new Set([
  'about:',
  'blob:',
  'chrome:',
  'data:',
  'file:',
  'filesystem:',
  'ftp:',
  'intent:',
  'javascript:',
  'mailto:',
  'sms:',
  'tel:',
  'vbscript:',
  'view-source:',
  'ws:',
  'wss:',
]);

/** Whether LOGIN may lead to this URL: a page (http, https), or a mobile application by its own scheme (`myapp://`). */
export const isLoginUrl = (url: string): boolean => URL.canParse(url) && !REFUSED.has(new URL(url).protocol);
