// Made from docs/reference/openapi.json by `npm run client`: not to be edited.

export interface paths {
    readonly "/password-resets": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Ask for a one-time password at the registered address
         * @description Records the request and responds immediately. If the user exists, a code is mailed to their registered addresses. The response is the same for every user ID, known or unknown, and your front end must not show a difference either.
         */
        readonly post: operations["startReset"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/password-resets/resend": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Ask for a fresh one-time password for the same request
         * @description Mails a new code, which replaces the previous one and has its own attempts. Available from `resendAvailableAt`. The previous code works until the new one is mailed. With the `continuation` from the link in a mail it starts a request of its own, for a day after that mail: go on with the new `resetId`.
         */
        readonly post: operations["resendOtp"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/password-resets/verify": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Enter the one-time password
         * @description Checks the code. Every call uses up one attempt, whether the code is correct or not. Name the request by `resetId`, or by the `continuation` from the link in the mail: each has attempts of its own. A call with an `idempotencyKey` can be repeated if its answer was lost: the same key and code get the same answer and use up no other attempt.
         */
        readonly post: operations["verifyOtp"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/password-resets/complete": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Set the new password
         * @description Sets the new password, ends all sessions of the user and mails a notice. After `password-rejected` you can use the same `resetToken` again. After a 503 it is unknown whether the password was changed: send the same request again. A call with an `idempotencyKey` can be repeated after a success too, if its answer was lost.
         */
        readonly post: operations["completeReset"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/password-resets/report": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Report a mail that nobody asked for ("this wasn't me")
         * @description Ends the request that the mail belongs to. Call this operation when the user presses a button, not when the page opens: programs such as mail scanners open links too.
         */
        readonly post: operations["reportReset"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/user-id-reminders": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Ask for a mail that lists the user IDs of an address
         * @description If the address is registered, a mail lists its user IDs. The response is the same for every address, registered or not, and your front end must not show a difference either.
         */
        readonly post: operations["remindUserId"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/sessions": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Log in (built-in directory)
         * @description Starts a session. Only failed logins are limited: by source, and by account with a growing delay (`rate-limited`).
         */
        readonly post: operations["logIn"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/sessions/current": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Get the user of a session (built-in directory)
         * @description Returns the user of the session.
         */
        readonly get: operations["whoAmI"];
        readonly put?: never;
        readonly post?: never;
        /**
         * Log out (built-in directory)
         * @description Ends the session.
         */
        readonly delete: operations["logOut"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/captcha-challenges": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Get a proof of work (captcha provider `altcha`)
         * @description Returns a challenge of ALTCHA, version 2. Base64 of the JSON `{"challenge": …, "solution": …}` is the `captchaToken` of one call, to the operation with that action. The call must come from a page of the deployment or of `allowedOrigins`, whose host name the challenge is bound to.
         */
        readonly post: operations["createChallenge"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        readonly StartResetRequest: {
            /**
             * @description User ID with which the user logs in.
             * @example alice
             */
            readonly userId: string;
            /**
             * @description Token of the captcha, for the action of the operation (`x-captcha-action`). It is valid for one call.
             * @example the-token-of-the-captcha
             */
            readonly captchaToken: string;
            /**
             * @description Language of the mail, as a BCP 47 tag. Default, also for a language without texts: the language of the account, or English.
             * @example en
             */
            readonly locale?: string;
            /**
             * @description Time zone in which the mails give times, by its IANA name. A browser knows it: `Intl.DateTimeFormat().resolvedOptions().timeZone`. Default, also for a name that is unknown: UTC.
             * @example Europe/Berlin
             */
            readonly timeZone?: string;
        };
        readonly StartResetResponse: {
            /**
             * @description Identifies the request in the following steps. It is a credential: keep it in the browser tab that received it, and out of URLs and logs.
             * @example p7TgSPK0yQ2N3dXv5wLrJmBhZcEuAiOfVsYkG1t4x9Q
             */
            readonly resetId: string;
            /**
             * @description Shown on the page and in the mail, so that users can match the two. It is not secret.
             * @example K7QM-3ZTD
             */
            readonly reference: string;
            /**
             * Format: date-time
             * @description Time at which it expires, in UTC.
             * @example 2027-01-31T12:10:00.000Z
             */
            readonly expiresAt: string;
            /**
             * Format: date-time
             * @description Time from which another code can be requested, in UTC.
             * @example 2027-01-31T12:01:00.000Z
             */
            readonly resendAvailableAt: string;
        };
        readonly ResendOtpRequest: {
            /**
             * @description Identifies the request in the following steps. It is a credential: keep it in the browser tab that received it, and out of URLs and logs.
             * @example p7TgSPK0yQ2N3dXv5wLrJmBhZcEuAiOfVsYkG1t4x9Q
             */
            readonly resetId?: string;
            /**
             * @description In place of `resetId`: the token in the link of a mail, which proves that its holder reads the mailbox. Of the two, send exactly one.
             * @example p7TgSPK0yQ2N3dXv5wLrJmBhZcEuAiOfVsYkG1t4x9Q.1.Wb2kq8yHfR0sUv6TnDxLcZ3mJgE5aPiO7YtQ1wKuB4M
             */
            readonly continuation?: string;
            /**
             * @description Token of the captcha, for the action of the operation (`x-captcha-action`). It is valid for one call.
             * @example the-token-of-the-captcha
             */
            readonly captchaToken: string;
            /**
             * @description Time zone in which the mails give times, by its IANA name. A browser knows it: `Intl.DateTimeFormat().resolvedOptions().timeZone`. Default, also for a name that is unknown: UTC.
             * @example Europe/Berlin
             */
            readonly timeZone?: string;
        };
        readonly ResendOtpResponse: {
            /**
             * @description Identifies the request in the following steps. It is a credential: keep it in the browser tab that received it, and out of URLs and logs.
             * @example p7TgSPK0yQ2N3dXv5wLrJmBhZcEuAiOfVsYkG1t4x9Q
             */
            readonly resetId: string;
            /**
             * @description Shown on the page and in the mail, so that users can match the two. It is not secret.
             * @example K7QM-3ZTD
             */
            readonly reference: string;
            /**
             * Format: date-time
             * @description Time at which it expires, in UTC.
             * @example 2027-01-31T12:10:00.000Z
             */
            readonly expiresAt: string;
            /**
             * Format: date-time
             * @description Time from which another code can be requested, in UTC.
             * @example 2027-01-31T12:01:00.000Z
             */
            readonly resendAvailableAt: string;
        };
        readonly VerifyOtpRequest: {
            /**
             * @description Identifies the request in the following steps. It is a credential: keep it in the browser tab that received it, and out of URLs and logs.
             * @example p7TgSPK0yQ2N3dXv5wLrJmBhZcEuAiOfVsYkG1t4x9Q
             */
            readonly resetId?: string;
            /**
             * @description In place of `resetId`: the token in the link of a mail, which proves that its holder reads the mailbox. Of the two, send exactly one.
             * @example p7TgSPK0yQ2N3dXv5wLrJmBhZcEuAiOfVsYkG1t4x9Q.1.Wb2kq8yHfR0sUv6TnDxLcZ3mJgE5aPiO7YtQ1wKuB4M
             */
            readonly continuation?: string;
            /**
             * @description Digits of the code in the mail, without spaces.
             * @example 40718263
             */
            readonly otp: string;
            /**
             * @description Token of the captcha, for the action of the operation (`x-captcha-action`). It is valid for one call.
             * @example the-token-of-the-captcha
             */
            readonly captchaToken: string;
            /**
             * @description Random string of the caller for this call, 128 bits. If the answer is lost, send the same call again with it: it has one effect, and gets the same answer. A new captcha token is needed.
             * @example 5f0a1c94d2b84e6f9a37c1d0e8b2f463
             */
            readonly idempotencyKey?: string;
        };
        readonly VerifyOtpResponse: {
            /**
             * @description Allows setting the new password once. It is a credential like `resetId`.
             * @example p7TgSPK0yQ2N3dXv5wLrJmBhZcEuAiOfVsYkG1t4x9Q.Wb2kq8yHfR0sUv6TnDxLcZ3mJgE5aPiO7YtQ1wKuB4M
             */
            readonly resetToken: string;
            /**
             * Format: date-time
             * @description Time at which it expires, in UTC.
             * @example 2027-01-31T12:10:00.000Z
             */
            readonly expiresAt: string;
        };
        readonly CompleteResetRequest: {
            /**
             * @description Allows setting the new password once. It is a credential like `resetId`.
             * @example p7TgSPK0yQ2N3dXv5wLrJmBhZcEuAiOfVsYkG1t4x9Q.Wb2kq8yHfR0sUv6TnDxLcZ3mJgE5aPiO7YtQ1wKuB4M
             */
            readonly resetToken: string;
            /**
             * @description The new password. The maximum length only limits the request; the rules for passwords are in the reasons of `password-rejected`.
             * @example seven quiet rivers under old bridges
             */
            readonly newPassword: string;
            /**
             * @description Must be equal to `newPassword`.
             * @example seven quiet rivers under old bridges
             */
            readonly confirmPassword: string;
            /**
             * @description Token of the captcha, for the action of the operation (`x-captcha-action`). It is valid for one call.
             * @example the-token-of-the-captcha
             */
            readonly captchaToken: string;
            /**
             * @description Random string of the caller for this call, 128 bits. If the answer is lost, send the same call again with it: it has one effect, and gets the same answer. A new captcha token is needed.
             * @example 5f0a1c94d2b84e6f9a37c1d0e8b2f463
             */
            readonly idempotencyKey?: string;
        };
        readonly CompleteResetResponse: {
            /**
             * @description URL of the login page.
             * @example https://login.example.com/
             */
            readonly loginUrl: string;
        };
        readonly ReportResetRequest: {
            /**
             * @description Fragment, the part after `#`, of the “this wasn’t me” link in a mail.
             * @example Wb2kq8yHfR0sUv6TnDxLcZ3mJgE5aPiO7YtQ1wKuB4M.p7TgSPK0yQ2N3dXv5wLrJmBhZcEuAiOfVsYkG1t4x9Q
             */
            readonly reportToken: string;
        };
        readonly RemindUserIdRequest: {
            /**
             * @description E-mail address whose user IDs are mailed to it.
             * @example alice@example.com
             */
            readonly email: string & (unknown & unknown);
            /**
             * @description Token of the captcha, for the action of the operation (`x-captcha-action`). It is valid for one call.
             * @example the-token-of-the-captcha
             */
            readonly captchaToken: string;
            /**
             * @description Language of the mail, as a BCP 47 tag. Default, also for a language without texts: the language of the account, or English.
             * @example en
             */
            readonly locale?: string;
            /**
             * @description Time zone in which the mails give times, by its IANA name. A browser knows it: `Intl.DateTimeFormat().resolvedOptions().timeZone`. Default, also for a name that is unknown: UTC.
             * @example Europe/Berlin
             */
            readonly timeZone?: string;
        };
        readonly LogInRequest: {
            /**
             * @description User ID with which the user logs in.
             * @example alice
             */
            readonly userId: string;
            /**
             * @description Password of the account.
             * @example correct horse battery staple
             */
            readonly password: string;
            /**
             * @description Token of the captcha, for the action of the operation (`x-captcha-action`). It is valid for one call.
             * @example the-token-of-the-captcha
             */
            readonly captchaToken: string;
            /**
             * @description Token of a device that logged in before. Keep it on the device and send it with the next login: failed logins elsewhere then do not delay it. It opens no session, and ends with the password or after 90 days.
             * @example 1808136000.Wb2kq8yHfR0sUv6TnDxLcZ3mJgE5aPiO7YtQ1wKuB4M.p7TgSPK0yQ2N3dXv5wLrJmBhZcEuAiOfVsYkG1t4x9Q
             */
            readonly deviceToken?: string;
        };
        readonly LogInResponse: {
            /**
             * @description Send it as `Authorization: Bearer <sessionToken>`. It is a credential like `resetId`.
             * @example Wb2kq8yHfR0sUv6TnDxLcZ3mJgE5aPiO7YtQ1wKuB4M
             */
            readonly sessionToken: string;
            /**
             * Format: date-time
             * @description Time at which it expires, in UTC.
             * @example 2027-01-31T12:10:00.000Z
             */
            readonly expiresAt: string;
            /**
             * @description Token of a device that logged in before. Keep it on the device and send it with the next login: failed logins elsewhere then do not delay it. It opens no session, and ends with the password or after 90 days.
             * @example 1808136000.Wb2kq8yHfR0sUv6TnDxLcZ3mJgE5aPiO7YtQ1wKuB4M.p7TgSPK0yQ2N3dXv5wLrJmBhZcEuAiOfVsYkG1t4x9Q
             */
            readonly deviceToken?: string;
        };
        readonly WhoAmIResponse: {
            /**
             * @description User ID with which the user logs in.
             * @example alice
             */
            readonly userId: string;
            /**
             * Format: date-time
             * @description Time at which it expires, in UTC.
             * @example 2027-01-31T12:10:00.000Z
             */
            readonly expiresAt: string;
        };
        readonly CreateChallengeRequest: {
            /**
             * @description The `x-captcha-action` of the operation that the solved challenge is to open.
             * @example request_reset
             * @enum {string}
             */
            readonly action: "request_reset" | "resend_otp" | "verify_otp" | "complete_reset" | "remind_user_id" | "log_in";
        };
        readonly CreateChallengeResponse: {
            /**
             * @description What is to be solved: derive keys with PBKDF2 from the bytes of `nonce` and a counter (four bytes, the highest first), from 0 on, until one begins with `keyPrefix`. `expiresAt` is in epoch seconds.
             * @example {
             *       "algorithm": "PBKDF2/SHA-256",
             *       "cost": 5000,
             *       "data": {
             *         "action": "request_reset",
             *         "hostname": "login.example.com"
             *       },
             *       "expiresAt": 1801397400,
             *       "keyLength": 32,
             *       "keyPrefix": "d1a4c6a7b05f40e2b3c75d0c9f1e6a28",
             *       "keySignature": "5d6c21e3f0a94b7dc8e1a2f37b6054c19de8f7a0b3c2d1e4f5968778695a4b3c",
             *       "nonce": "0f1e2d3c4b5a69788796a5b4c3d2e1f0",
             *       "salt": "a0b1c2d3e4f5061728394a5b6c7d8e9f"
             *     }
             */
            readonly parameters: {
                readonly algorithm: string;
                readonly cost: number;
                readonly data: {
                    readonly action: string;
                    readonly hostname: string;
                };
                readonly expiresAt: number;
                readonly keyLength: number;
                readonly keyPrefix: string;
                readonly keySignature: string;
                readonly nonce: string;
                readonly salt: string;
            };
            /**
             * @description Proves that the challenge is of this deployment. Send it back unchanged with `parameters`.
             * @example 9c8b7a6f5e4d3c2b1a09f8e7d6c5b4a3928170615243342516070819a2b3c4d5
             */
            readonly signature: string;
        };
        /** @description The request does not match this document. Do not repeat it unchanged. */
        readonly InvalidRequestProblem: {
            /**
             * Format: uri
             * @constant
             */
            readonly type: "urn:problem:password-reset:invalid-request";
            /** @description For developers, in English. */
            readonly title: string;
            /** @description Status of the response. Absent where API Gateway sets the status. */
            readonly status?: number;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            readonly code: "invalid-request";
            /** @description For developers: the problem and how to fix it. */
            readonly detail?: string;
            /** @description All invalid fields. */
            readonly errors?: readonly {
                readonly field: string;
                readonly detail: string;
            }[];
        };
        /** @description The captcha token was already used, is too old, or belongs to another action, site key or host. */
        readonly CaptchaRejectedProblem: {
            /**
             * Format: uri
             * @constant
             */
            readonly type: "urn:problem:password-reset:captcha-rejected";
            /** @description For developers, in English. */
            readonly title: string;
            /** @description Status of the response. Absent where API Gateway sets the status. */
            readonly status?: number;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            readonly code: "captcha-rejected";
            /** @description For developers: the problem and how to fix it. */
            readonly detail?: string;
        };
        /** @description The captcha provider is unavailable. Nothing was done. */
        readonly CaptchaUnavailableProblem: {
            /**
             * Format: uri
             * @constant
             */
            readonly type: "urn:problem:password-reset:captcha-unavailable";
            /** @description For developers, in English. */
            readonly title: string;
            /** @description Status of the response. Absent where API Gateway sets the status. */
            readonly status?: number;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            readonly code: "captcha-unavailable";
        };
        /** @description There were too many calls for this account or from this address. `Retry-After` tells when to try again. */
        readonly RateLimitedProblem: {
            /**
             * Format: uri
             * @constant
             */
            readonly type: "urn:problem:password-reset:rate-limited";
            /** @description For developers, in English. */
            readonly title: string;
            /** @description Status of the response. Absent where API Gateway sets the status. */
            readonly status?: number;
            /** @constant */
            readonly code: "rate-limited";
        };
        /** @description The code is wrong. When no attempts are left, request a new code. */
        readonly OtpRejectedProblem: {
            /**
             * Format: uri
             * @constant
             */
            readonly type: "urn:problem:password-reset:otp-rejected";
            /** @description For developers, in English. */
            readonly title: string;
            /** @description Status of the response. Absent where API Gateway sets the status. */
            readonly status?: number;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            readonly code: "otp-rejected";
            readonly attemptsLeft: number;
        };
        /** @description The request has expired, has ended or never existed. Start again. */
        readonly ResetRejectedProblem: {
            /**
             * Format: uri
             * @constant
             */
            readonly type: "urn:problem:password-reset:reset-rejected";
            /** @description For developers, in English. */
            readonly title: string;
            /** @description Status of the response. Absent where API Gateway sets the status. */
            readonly status?: number;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            readonly code: "reset-rejected";
        };
        /** @description The new password was not accepted. The reset stays open for another one. */
        readonly PasswordRejectedProblem: {
            /**
             * Format: uri
             * @constant
             */
            readonly type: "urn:problem:password-reset:password-rejected";
            /** @description For developers, in English. */
            readonly title: string;
            /** @description Status of the response. Absent where API Gateway sets the status. */
            readonly status?: number;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            readonly code: "password-rejected";
            /** @description Reasons: `too-short`, `too-long`, `common`, `breached`, `context-word`, `reused`, `refused-by-directory`, `too-young` (no other password helps; it may be changed again later). More may be added, so show a general message for unknown ones. */
            readonly reasons: readonly string[];
        };
        /** @description The user ID or the password is wrong, or the session has ended. */
        readonly LoginRejectedProblem: {
            /**
             * Format: uri
             * @constant
             */
            readonly type: "urn:problem:password-reset:login-rejected";
            /** @description For developers, in English. */
            readonly title: string;
            /** @description Status of the response. Absent where API Gateway sets the status. */
            readonly status?: number;
            /** @constant */
            readonly code: "login-rejected";
        };
        /** @description The service is temporarily unavailable. Try again after `Retry-After`. */
        readonly ServiceUnavailableProblem: {
            /**
             * Format: uri
             * @constant
             */
            readonly type: "urn:problem:password-reset:service-unavailable";
            /** @description For developers, in English. */
            readonly title: string;
            /** @description Status of the response. Absent where API Gateway sets the status. */
            readonly status?: number;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            readonly code: "service-unavailable";
        };
        /** @description There is no operation with this path and method. */
        readonly NotFoundProblem: {
            /**
             * Format: uri
             * @constant
             */
            readonly type: "urn:problem:password-reset:not-found";
            /** @description For developers, in English. */
            readonly title: string;
            /** @description Status of the response. Absent where API Gateway sets the status. */
            readonly status?: number;
            /** @constant */
            readonly code: "not-found";
        };
    };
    responses: {
        /** @description The firewall refused the request. */
        readonly Forbidden: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["InvalidRequestProblem"];
            };
        };
        /** @description The body is too large. */
        readonly TooLarge: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["InvalidRequestProblem"];
            };
        };
        /** @description The body is not `application/json`. */
        readonly NotJson: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["InvalidRequestProblem"];
            };
        };
        /** @description The operation failed. */
        readonly BadGateway: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["ServiceUnavailableProblem"];
            };
        };
        /** @description The operation took too long. */
        readonly GatewayTimeout: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["ServiceUnavailableProblem"];
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: {
        /** @description Seconds to wait before the next call. */
        readonly "Retry-After": number;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    readonly startReset: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "userId": "alice",
                 *       "captchaToken": "the-token-of-the-captcha",
                 *       "locale": "en",
                 *       "timeZone": "Europe/Berlin"
                 *     }
                 */
                readonly "application/json": components["schemas"]["StartResetRequest"];
            };
        };
        readonly responses: {
            /** @description The request was recorded. Keep `resetId` for the next steps. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "resetId": "p7TgSPK0yQ2N3dXv5wLrJmBhZcEuAiOfVsYkG1t4x9Q",
                     *       "reference": "K7QM-3ZTD",
                     *       "expiresAt": "2027-01-31T12:10:00.000Z",
                     *       "resendAvailableAt": "2027-01-31T12:01:00.000Z"
                     *     }
                     */
                    readonly "application/json": components["schemas"]["StartResetResponse"];
                };
            };
            /** @description The request was refused; see `code`. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["InvalidRequestProblem"] | components["schemas"]["CaptchaRejectedProblem"];
                };
            };
            readonly 403: components["responses"]["Forbidden"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 415: components["responses"]["NotJson"];
            /** @description There were too many calls. */
            readonly 429: {
                headers: {
                    readonly "Retry-After": components["headers"]["Retry-After"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["RateLimitedProblem"];
                };
            };
            readonly 502: components["responses"]["BadGateway"];
            /** @description The operation is unavailable; see `code`. */
            readonly 503: {
                headers: {
                    readonly "Retry-After": components["headers"]["Retry-After"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["ServiceUnavailableProblem"] | components["schemas"]["CaptchaUnavailableProblem"];
                };
            };
            readonly 504: components["responses"]["GatewayTimeout"];
        };
    };
    readonly resendOtp: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "resetId": "p7TgSPK0yQ2N3dXv5wLrJmBhZcEuAiOfVsYkG1t4x9Q",
                 *       "captchaToken": "the-token-of-the-captcha",
                 *       "timeZone": "Europe/Berlin"
                 *     }
                 */
                readonly "application/json": components["schemas"]["ResendOtpRequest"];
            };
        };
        readonly responses: {
            /** @description A new code will be mailed. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "resetId": "p7TgSPK0yQ2N3dXv5wLrJmBhZcEuAiOfVsYkG1t4x9Q",
                     *       "reference": "K7QM-3ZTD",
                     *       "expiresAt": "2027-01-31T12:10:00.000Z",
                     *       "resendAvailableAt": "2027-01-31T12:01:00.000Z"
                     *     }
                     */
                    readonly "application/json": components["schemas"]["ResendOtpResponse"];
                };
            };
            /** @description The request was refused; see `code`. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["InvalidRequestProblem"] | components["schemas"]["CaptchaRejectedProblem"] | components["schemas"]["ResetRejectedProblem"];
                };
            };
            readonly 403: components["responses"]["Forbidden"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 415: components["responses"]["NotJson"];
            /** @description There were too many calls. */
            readonly 429: {
                headers: {
                    readonly "Retry-After": components["headers"]["Retry-After"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["RateLimitedProblem"];
                };
            };
            readonly 502: components["responses"]["BadGateway"];
            /** @description The operation is unavailable; see `code`. */
            readonly 503: {
                headers: {
                    readonly "Retry-After": components["headers"]["Retry-After"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["ServiceUnavailableProblem"] | components["schemas"]["CaptchaUnavailableProblem"];
                };
            };
            readonly 504: components["responses"]["GatewayTimeout"];
        };
    };
    readonly verifyOtp: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "resetId": "p7TgSPK0yQ2N3dXv5wLrJmBhZcEuAiOfVsYkG1t4x9Q",
                 *       "otp": "40718263",
                 *       "captchaToken": "the-token-of-the-captcha",
                 *       "idempotencyKey": "5f0a1c94d2b84e6f9a37c1d0e8b2f463"
                 *     }
                 */
                readonly "application/json": components["schemas"]["VerifyOtpRequest"];
            };
        };
        readonly responses: {
            /** @description The code is correct. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "resetToken": "p7TgSPK0yQ2N3dXv5wLrJmBhZcEuAiOfVsYkG1t4x9Q.Wb2kq8yHfR0sUv6TnDxLcZ3mJgE5aPiO7YtQ1wKuB4M",
                     *       "expiresAt": "2027-01-31T12:10:00.000Z"
                     *     }
                     */
                    readonly "application/json": components["schemas"]["VerifyOtpResponse"];
                };
            };
            /** @description The request was refused; see `code`. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["InvalidRequestProblem"] | components["schemas"]["CaptchaRejectedProblem"] | components["schemas"]["OtpRejectedProblem"] | components["schemas"]["ResetRejectedProblem"];
                };
            };
            readonly 403: components["responses"]["Forbidden"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 415: components["responses"]["NotJson"];
            /** @description There were too many calls. */
            readonly 429: {
                headers: {
                    readonly "Retry-After": components["headers"]["Retry-After"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["RateLimitedProblem"];
                };
            };
            readonly 502: components["responses"]["BadGateway"];
            /** @description The operation is unavailable; see `code`. */
            readonly 503: {
                headers: {
                    readonly "Retry-After": components["headers"]["Retry-After"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["ServiceUnavailableProblem"] | components["schemas"]["CaptchaUnavailableProblem"];
                };
            };
            readonly 504: components["responses"]["GatewayTimeout"];
        };
    };
    readonly completeReset: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "resetToken": "p7TgSPK0yQ2N3dXv5wLrJmBhZcEuAiOfVsYkG1t4x9Q.Wb2kq8yHfR0sUv6TnDxLcZ3mJgE5aPiO7YtQ1wKuB4M",
                 *       "newPassword": "seven quiet rivers under old bridges",
                 *       "confirmPassword": "seven quiet rivers under old bridges",
                 *       "captchaToken": "the-token-of-the-captcha",
                 *       "idempotencyKey": "5f0a1c94d2b84e6f9a37c1d0e8b2f463"
                 *     }
                 */
                readonly "application/json": components["schemas"]["CompleteResetRequest"];
            };
        };
        readonly responses: {
            /** @description The password was changed. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "loginUrl": "https://login.example.com/"
                     *     }
                     */
                    readonly "application/json": components["schemas"]["CompleteResetResponse"];
                };
            };
            /** @description The request was refused; see `code`. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["InvalidRequestProblem"] | components["schemas"]["CaptchaRejectedProblem"] | components["schemas"]["PasswordRejectedProblem"] | components["schemas"]["ResetRejectedProblem"];
                };
            };
            readonly 403: components["responses"]["Forbidden"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 415: components["responses"]["NotJson"];
            /** @description There were too many calls. */
            readonly 429: {
                headers: {
                    readonly "Retry-After": components["headers"]["Retry-After"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["RateLimitedProblem"];
                };
            };
            readonly 502: components["responses"]["BadGateway"];
            /** @description The operation is unavailable; see `code`. */
            readonly 503: {
                headers: {
                    readonly "Retry-After": components["headers"]["Retry-After"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["ServiceUnavailableProblem"] | components["schemas"]["CaptchaUnavailableProblem"];
                };
            };
            readonly 504: components["responses"]["GatewayTimeout"];
        };
    };
    readonly reportReset: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "reportToken": "Wb2kq8yHfR0sUv6TnDxLcZ3mJgE5aPiO7YtQ1wKuB4M.p7TgSPK0yQ2N3dXv5wLrJmBhZcEuAiOfVsYkG1t4x9Q"
                 *     }
                 */
                readonly "application/json": components["schemas"]["ReportResetRequest"];
            };
        };
        readonly responses: {
            /** @description The report was received. The response is the same for an unknown token. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request was refused; see `code`. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["InvalidRequestProblem"];
                };
            };
            readonly 403: components["responses"]["Forbidden"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 415: components["responses"]["NotJson"];
            /** @description There were too many calls. */
            readonly 429: {
                headers: {
                    readonly "Retry-After": components["headers"]["Retry-After"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["RateLimitedProblem"];
                };
            };
            readonly 502: components["responses"]["BadGateway"];
            /** @description The operation is unavailable; see `code`. */
            readonly 503: {
                headers: {
                    readonly "Retry-After": components["headers"]["Retry-After"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["ServiceUnavailableProblem"];
                };
            };
            readonly 504: components["responses"]["GatewayTimeout"];
        };
    };
    readonly remindUserId: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "email": "alice@example.com",
                 *       "captchaToken": "the-token-of-the-captcha",
                 *       "locale": "en",
                 *       "timeZone": "Europe/Berlin"
                 *     }
                 */
                readonly "application/json": components["schemas"]["RemindUserIdRequest"];
            };
        };
        readonly responses: {
            /** @description The request was received. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request was refused; see `code`. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["InvalidRequestProblem"] | components["schemas"]["CaptchaRejectedProblem"];
                };
            };
            readonly 403: components["responses"]["Forbidden"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 415: components["responses"]["NotJson"];
            /** @description There were too many calls. */
            readonly 429: {
                headers: {
                    readonly "Retry-After": components["headers"]["Retry-After"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["RateLimitedProblem"];
                };
            };
            readonly 502: components["responses"]["BadGateway"];
            /** @description The operation is unavailable; see `code`. */
            readonly 503: {
                headers: {
                    readonly "Retry-After": components["headers"]["Retry-After"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["ServiceUnavailableProblem"] | components["schemas"]["CaptchaUnavailableProblem"];
                };
            };
            readonly 504: components["responses"]["GatewayTimeout"];
        };
    };
    readonly logIn: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "userId": "alice",
                 *       "password": "correct horse battery staple",
                 *       "captchaToken": "the-token-of-the-captcha",
                 *       "deviceToken": "1808136000.Wb2kq8yHfR0sUv6TnDxLcZ3mJgE5aPiO7YtQ1wKuB4M.p7TgSPK0yQ2N3dXv5wLrJmBhZcEuAiOfVsYkG1t4x9Q"
                 *     }
                 */
                readonly "application/json": components["schemas"]["LogInRequest"];
            };
        };
        readonly responses: {
            /** @description The session lasts until `expiresAt`, unless it ends earlier. */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "sessionToken": "Wb2kq8yHfR0sUv6TnDxLcZ3mJgE5aPiO7YtQ1wKuB4M",
                     *       "expiresAt": "2027-01-31T12:10:00.000Z",
                     *       "deviceToken": "1808136000.Wb2kq8yHfR0sUv6TnDxLcZ3mJgE5aPiO7YtQ1wKuB4M.p7TgSPK0yQ2N3dXv5wLrJmBhZcEuAiOfVsYkG1t4x9Q"
                     *     }
                     */
                    readonly "application/json": components["schemas"]["LogInResponse"];
                };
            };
            /** @description The request was refused; see `code`. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["InvalidRequestProblem"] | components["schemas"]["CaptchaRejectedProblem"];
                };
            };
            /** @description The user is not logged in, or no longer. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["LoginRejectedProblem"];
                };
            };
            readonly 403: components["responses"]["Forbidden"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 415: components["responses"]["NotJson"];
            /** @description There were too many calls. */
            readonly 429: {
                headers: {
                    readonly "Retry-After": components["headers"]["Retry-After"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["RateLimitedProblem"];
                };
            };
            readonly 502: components["responses"]["BadGateway"];
            /** @description The operation is unavailable; see `code`. */
            readonly 503: {
                headers: {
                    readonly "Retry-After": components["headers"]["Retry-After"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["ServiceUnavailableProblem"] | components["schemas"]["CaptchaUnavailableProblem"];
                };
            };
            readonly 504: components["responses"]["GatewayTimeout"];
        };
    };
    readonly whoAmI: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The session is active. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "userId": "alice",
                     *       "expiresAt": "2027-01-31T12:10:00.000Z"
                     *     }
                     */
                    readonly "application/json": components["schemas"]["WhoAmIResponse"];
                };
            };
            /** @description The request was refused; see `code`. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["InvalidRequestProblem"];
                };
            };
            /** @description The user is not logged in, or no longer. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["LoginRejectedProblem"];
                };
            };
            readonly 403: components["responses"]["Forbidden"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 415: components["responses"]["NotJson"];
            /** @description There were too many calls. */
            readonly 429: {
                headers: {
                    readonly "Retry-After": components["headers"]["Retry-After"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["RateLimitedProblem"];
                };
            };
            readonly 502: components["responses"]["BadGateway"];
            /** @description The operation is unavailable; see `code`. */
            readonly 503: {
                headers: {
                    readonly "Retry-After": components["headers"]["Retry-After"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["ServiceUnavailableProblem"];
                };
            };
            readonly 504: components["responses"]["GatewayTimeout"];
        };
    };
    readonly logOut: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The session has ended. */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request was refused; see `code`. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["InvalidRequestProblem"];
                };
            };
            /** @description The user is not logged in, or no longer. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["LoginRejectedProblem"];
                };
            };
            readonly 403: components["responses"]["Forbidden"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 415: components["responses"]["NotJson"];
            /** @description There were too many calls. */
            readonly 429: {
                headers: {
                    readonly "Retry-After": components["headers"]["Retry-After"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["RateLimitedProblem"];
                };
            };
            readonly 502: components["responses"]["BadGateway"];
            /** @description The operation is unavailable; see `code`. */
            readonly 503: {
                headers: {
                    readonly "Retry-After": components["headers"]["Retry-After"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["ServiceUnavailableProblem"];
                };
            };
            readonly 504: components["responses"]["GatewayTimeout"];
        };
    };
    readonly createChallenge: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "action": "request_reset"
                 *     }
                 */
                readonly "application/json": components["schemas"]["CreateChallengeRequest"];
            };
        };
        readonly responses: {
            /** @description The challenge is to be solved before it expires. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "parameters": {
                     *         "algorithm": "PBKDF2/SHA-256",
                     *         "cost": 5000,
                     *         "data": {
                     *           "action": "request_reset",
                     *           "hostname": "login.example.com"
                     *         },
                     *         "expiresAt": 1801397400,
                     *         "keyLength": 32,
                     *         "keyPrefix": "d1a4c6a7b05f40e2b3c75d0c9f1e6a28",
                     *         "keySignature": "5d6c21e3f0a94b7dc8e1a2f37b6054c19de8f7a0b3c2d1e4f5968778695a4b3c",
                     *         "nonce": "0f1e2d3c4b5a69788796a5b4c3d2e1f0",
                     *         "salt": "a0b1c2d3e4f5061728394a5b6c7d8e9f"
                     *       },
                     *       "signature": "9c8b7a6f5e4d3c2b1a09f8e7d6c5b4a3928170615243342516070819a2b3c4d5"
                     *     }
                     */
                    readonly "application/json": components["schemas"]["CreateChallengeResponse"];
                };
            };
            /** @description The request was refused; see `code`. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["InvalidRequestProblem"];
                };
            };
            readonly 403: components["responses"]["Forbidden"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 415: components["responses"]["NotJson"];
            /** @description There were too many calls. */
            readonly 429: {
                headers: {
                    readonly "Retry-After": components["headers"]["Retry-After"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["RateLimitedProblem"];
                };
            };
            readonly 502: components["responses"]["BadGateway"];
            /** @description The operation is unavailable; see `code`. */
            readonly 503: {
                headers: {
                    readonly "Retry-After": components["headers"]["Retry-After"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["ServiceUnavailableProblem"];
                };
            };
            readonly 504: components["responses"]["GatewayTimeout"];
        };
    };
}

/** Method and path of each operation. `answers`: whether a successful answer has a body. */
export const calls = {
  startReset: { method: 'POST', path: '/password-resets', answers: true },
  resendOtp: { method: 'POST', path: '/password-resets/resend', answers: true },
  verifyOtp: { method: 'POST', path: '/password-resets/verify', answers: true },
  completeReset: { method: 'POST', path: '/password-resets/complete', answers: true },
  reportReset: { method: 'POST', path: '/password-resets/report', answers: false },
  remindUserId: { method: 'POST', path: '/user-id-reminders', answers: false },
  logIn: { method: 'POST', path: '/sessions', answers: true },
  whoAmI: { method: 'GET', path: '/sessions/current', answers: true },
  logOut: { method: 'DELETE', path: '/sessions/current', answers: false },
  createChallenge: { method: 'POST', path: '/captcha-challenges', answers: true },
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
