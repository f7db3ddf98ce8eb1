// Made from docs/reference/openapi.json by `npm run client`: not to be edited.

/** `answers`: whether a good answer has a body. */
export const operations = {
  startReset: { method: 'POST', path: '/password-resets', answers: true },
  resendOtp: { method: 'POST', path: '/password-resets/resend', answers: true },
  verifyOtp: { method: 'POST', path: '/password-resets/verify', answers: true },
  completeReset: { method: 'POST', path: '/password-resets/complete', answers: true },
  reportReset: { method: 'POST', path: '/password-resets/report', answers: false },
  remindUserId: { method: 'POST', path: '/user-id-reminders', answers: false },
  logIn: { method: 'POST', path: '/sessions', answers: true },
  whoAmI: { method: 'GET', path: '/sessions/current', answers: true },
  logOut: { method: 'DELETE', path: '/sessions/current', answers: false },
} as const;

export const problemCodes = [
  'invalid-request',
  'captcha-rejected',
  'captcha-unavailable',
  'rate-limited',
  'otp-rejected',
  'reset-rejected',
  'password-rejected',
  'login-rejected',
  'service-unavailable',
  'not-found',
] as const;
