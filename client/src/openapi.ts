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
         * @description Records the request and answers at once. If there is such a user, a code is mailed to the registered address. The answer is the same for every user ID, known or not; so must be what you show.
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
         * @description A new code replaces the one before it, and has its own attempts. Not before `resendAvailableAt`.
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
         * @description Spends one attempt, whether the code is right or not.
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
         * @description Sets the new password, ends every session of the user and mails a notice. After `password-rejected` the same `resetToken` is good for another try. After a 503 it is not known yet whether the password was changed: send the same request again.
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
         * Tell that a mail came unasked ("this wasn't me")
         * @description Ends the request that the mail belongs to. Call it when the person presses a button, not when the page is opened: programs open links too.
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
         * @description If the address is registered, a mail lists its user IDs. The answer is the same for every address, registered or not; so must be what you show.
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
         * @description Opens a session.
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
         * Tell whose session this is (built-in directory)
         * @description Tells whose session the token is of.
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
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        readonly StartResetRequest: {
            /**
             * @description What the person logs in with.
             * @example alice
             */
            readonly userId: string;
            /**
             * @description The token of the human check, made for the action that the operation names (`x-captcha-action`). It is good for one call.
             * @example the-token-of-the-captcha
             */
            readonly captchaToken: string;
            /**
             * @description The language of the mail, as a BCP 47 tag. Left out, or a language that there are no texts in: the account’s own, else English.
             * @example en
             */
            readonly locale?: string;
        };
        readonly StartResetResponse: {
            /**
             * @description Names the request to the steps that follow. It is a credential: keep it in the tab that got it, out of URLs and logs.
             * @example p7TgSPK0yQ2N3dXv5wLrJmBhZcEuAiOfVsYkG1t4x9Q
             */
            readonly resetId: string;
            /**
             * @description Stands on the page and in the mail, so that a person finds the one to the other. No secret.
             * @example K7QM-3ZTD
             */
            readonly reference: string;
            /**
             * Format: date-time
             * @description When it ends, in UTC.
             * @example 2027-01-31T12:10:00.000Z
             */
            readonly expiresAt: string;
            /**
             * Format: date-time
             * @description From when on another code can be asked for, in UTC.
             * @example 2027-01-31T12:01:00.000Z
             */
            readonly resendAvailableAt: string;
        };
        readonly ResendOtpRequest: {
            /**
             * @description Names the request to the steps that follow. It is a credential: keep it in the tab that got it, out of URLs and logs.
             * @example p7TgSPK0yQ2N3dXv5wLrJmBhZcEuAiOfVsYkG1t4x9Q
             */
            readonly resetId: string;
            /**
             * @description The token of the human check, made for the action that the operation names (`x-captcha-action`). It is good for one call.
             * @example the-token-of-the-captcha
             */
            readonly captchaToken: string;
        };
        readonly ResendOtpResponse: {
            /**
             * @description Names the request to the steps that follow. It is a credential: keep it in the tab that got it, out of URLs and logs.
             * @example p7TgSPK0yQ2N3dXv5wLrJmBhZcEuAiOfVsYkG1t4x9Q
             */
            readonly resetId: string;
            /**
             * @description Stands on the page and in the mail, so that a person finds the one to the other. No secret.
             * @example K7QM-3ZTD
             */
            readonly reference: string;
            /**
             * Format: date-time
             * @description When it ends, in UTC.
             * @example 2027-01-31T12:10:00.000Z
             */
            readonly expiresAt: string;
            /**
             * Format: date-time
             * @description From when on another code can be asked for, in UTC.
             * @example 2027-01-31T12:01:00.000Z
             */
            readonly resendAvailableAt: string;
        };
        readonly VerifyOtpRequest: {
            /**
             * @description Names the request to the steps that follow. It is a credential: keep it in the tab that got it, out of URLs and logs.
             * @example p7TgSPK0yQ2N3dXv5wLrJmBhZcEuAiOfVsYkG1t4x9Q
             */
            readonly resetId: string;
            /**
             * @description The digits of the code in the mail, without spaces.
             * @example 40718263
             */
            readonly otp: string;
            /**
             * @description The token of the human check, made for the action that the operation names (`x-captcha-action`). It is good for one call.
             * @example the-token-of-the-captcha
             */
            readonly captchaToken: string;
        };
        readonly VerifyOtpResponse: {
            /**
             * @description Allows the new password to be set, once. It is a credential like `resetId`.
             * @example p7TgSPK0yQ2N3dXv5wLrJmBhZcEuAiOfVsYkG1t4x9Q.Wb2kq8yHfR0sUv6TnDxLcZ3mJgE5aPiO7YtQ1wKuB4M
             */
            readonly resetToken: string;
            /**
             * Format: date-time
             * @description When it ends, in UTC.
             * @example 2027-01-31T12:10:00.000Z
             */
            readonly expiresAt: string;
        };
        readonly CompleteResetRequest: {
            /**
             * @description Allows the new password to be set, once. It is a credential like `resetId`.
             * @example p7TgSPK0yQ2N3dXv5wLrJmBhZcEuAiOfVsYkG1t4x9Q.Wb2kq8yHfR0sUv6TnDxLcZ3mJgE5aPiO7YtQ1wKuB4M
             */
            readonly resetToken: string;
            /**
             * @description The bound is for requests; what a password must be is told by `password-rejected`.
             * @example seven quiet rivers under old bridges
             */
            readonly newPassword: string;
            /**
             * @description Must equal `newPassword`.
             * @example seven quiet rivers under old bridges
             */
            readonly confirmPassword: string;
            /**
             * @description The token of the human check, made for the action that the operation names (`x-captcha-action`). It is good for one call.
             * @example the-token-of-the-captcha
             */
            readonly captchaToken: string;
        };
        readonly CompleteResetResponse: {
            /**
             * @description Where LOGIN leads.
             * @example https://login.example.com/
             */
            readonly loginUrl: string;
        };
        readonly ReportResetRequest: {
            /**
             * @description What stands behind the `#` of the “this wasn’t me” link in a mail.
             * @example Wb2kq8yHfR0sUv6TnDxLcZ3mJgE5aPiO7YtQ1wKuB4M.p7TgSPK0yQ2N3dXv5wLrJmBhZcEuAiOfVsYkG1t4x9Q
             */
            readonly reportToken: string;
        };
        readonly RemindUserIdRequest: {
            /**
             * @description The address whose user IDs are to be mailed.
             * @example alice@example.com
             */
            readonly email: string & (unknown & unknown);
            /**
             * @description The token of the human check, made for the action that the operation names (`x-captcha-action`). It is good for one call.
             * @example the-token-of-the-captcha
             */
            readonly captchaToken: string;
            /**
             * @description The language of the mail, as a BCP 47 tag. Left out, or a language that there are no texts in: the account’s own, else English.
             * @example en
             */
            readonly locale?: string;
        };
        readonly LogInRequest: {
            /**
             * @description What the person logs in with.
             * @example alice
             */
            readonly userId: string;
            /**
             * @description The password of the account.
             * @example correct horse battery staple
             */
            readonly password: string;
            /**
             * @description The token of the human check, made for the action that the operation names (`x-captcha-action`). It is good for one call.
             * @example the-token-of-the-captcha
             */
            readonly captchaToken: string;
        };
        readonly LogInResponse: {
            /**
             * @description Sent as `Authorization: Bearer <sessionToken>`. It is a credential like `resetId`.
             * @example Wb2kq8yHfR0sUv6TnDxLcZ3mJgE5aPiO7YtQ1wKuB4M
             */
            readonly sessionToken: string;
            /**
             * Format: date-time
             * @description When it ends, in UTC.
             * @example 2027-01-31T12:10:00.000Z
             */
            readonly expiresAt: string;
        };
        readonly WhoAmIResponse: {
            /**
             * @description What the person logs in with.
             * @example alice
             */
            readonly userId: string;
            /**
             * Format: date-time
             * @description When it ends, in UTC.
             * @example 2027-01-31T12:10:00.000Z
             */
            readonly expiresAt: string;
        };
        /** @description The request is not of the form that is described here. To repeat it is of no use. */
        readonly InvalidRequestProblem: {
            /**
             * Format: uri
             * @constant
             */
            readonly type: "urn:problem:password-reset:invalid-request";
            /** @description For developers, in English. */
            readonly title: string;
            /** @description The status of the answer. Absent where the gateway chose it. */
            readonly status?: number;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            readonly code: "invalid-request";
            /** @description For developers: what is wrong, and how to mend it. */
            readonly detail?: string;
            /** @description Each field that is wrong. */
            readonly errors?: readonly {
                readonly field: string;
                readonly detail: string;
            }[];
        };
        /** @description The token of the human check is used, too old, or of another action, site key or host. */
        readonly CaptchaRejectedProblem: {
            /**
             * Format: uri
             * @constant
             */
            readonly type: "urn:problem:password-reset:captcha-rejected";
            /** @description For developers, in English. */
            readonly title: string;
            /** @description The status of the answer. Absent where the gateway chose it. */
            readonly status?: number;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            readonly code: "captcha-rejected";
            /** @description For developers: what is wrong, and how to mend it. */
            readonly detail?: string;
        };
        /** @description The provider of the human check cannot be asked; nothing was done. */
        readonly CaptchaUnavailableProblem: {
            /**
             * Format: uri
             * @constant
             */
            readonly type: "urn:problem:password-reset:captcha-unavailable";
            /** @description For developers, in English. */
            readonly title: string;
            /** @description The status of the answer. Absent where the gateway chose it. */
            readonly status?: number;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            readonly code: "captcha-unavailable";
        };
        /** @description Too many calls for this account or from this address. `Retry-After` says for how long. */
        readonly RateLimitedProblem: {
            /**
             * Format: uri
             * @constant
             */
            readonly type: "urn:problem:password-reset:rate-limited";
            /** @description For developers, in English. */
            readonly title: string;
            /** @description The status of the answer. Absent where the gateway chose it. */
            readonly status?: number;
            /** @constant */
            readonly code: "rate-limited";
        };
        /** @description The code is wrong. With no attempts left only a new code helps. */
        readonly OtpRejectedProblem: {
            /**
             * Format: uri
             * @constant
             */
            readonly type: "urn:problem:password-reset:otp-rejected";
            /** @description For developers, in English. */
            readonly title: string;
            /** @description The status of the answer. Absent where the gateway chose it. */
            readonly status?: number;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            readonly code: "otp-rejected";
            readonly attemptsLeft: number;
        };
        /** @description The request has expired, has ended or was never there: start again. */
        readonly ResetRejectedProblem: {
            /**
             * Format: uri
             * @constant
             */
            readonly type: "urn:problem:password-reset:reset-rejected";
            /** @description For developers, in English. */
            readonly title: string;
            /** @description The status of the answer. Absent where the gateway chose it. */
            readonly status?: number;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            readonly code: "reset-rejected";
        };
        /** @description The new password is not good enough; the reset stays open for another. */
        readonly PasswordRejectedProblem: {
            /**
             * Format: uri
             * @constant
             */
            readonly type: "urn:problem:password-reset:password-rejected";
            /** @description For developers, in English. */
            readonly title: string;
            /** @description The status of the answer. Absent where the gateway chose it. */
            readonly status?: number;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            readonly code: "password-rejected";
            /** @description Such as `too-short`, `too-long`, `common`, `breached`, `context-word`, `reused`, `refused-by-directory`. More may come: have a sentence for those that you do not know. */
            readonly reasons: readonly string[];
        };
        /** @description The user ID or the password is not right, or the session has ended. */
        readonly LoginRejectedProblem: {
            /**
             * Format: uri
             * @constant
             */
            readonly type: "urn:problem:password-reset:login-rejected";
            /** @description For developers, in English. */
            readonly title: string;
            /** @description The status of the answer. Absent where the gateway chose it. */
            readonly status?: number;
            /** @constant */
            readonly code: "login-rejected";
        };
        /** @description Something behind the service failed. Try again after `Retry-After`. */
        readonly ServiceUnavailableProblem: {
            /**
             * Format: uri
             * @constant
             */
            readonly type: "urn:problem:password-reset:service-unavailable";
            /** @description For developers, in English. */
            readonly title: string;
            /** @description The status of the answer. Absent where the gateway chose it. */
            readonly status?: number;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            readonly code: "service-unavailable";
        };
        /** @description No operation has this path and method. */
        readonly NotFoundProblem: {
            /**
             * Format: uri
             * @constant
             */
            readonly type: "urn:problem:password-reset:not-found";
            /** @description For developers, in English. */
            readonly title: string;
            /** @description The status of the answer. Absent where the gateway chose it. */
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
        /** @description Whole seconds to wait before another call. */
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
                 *       "locale": "en"
                 *     }
                 */
                readonly "application/json": components["schemas"]["StartResetRequest"];
            };
        };
        readonly responses: {
            /** @description The request is recorded. Keep `resetId` for the next steps. */
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
            /** @description The request was refused; `code` tells why. */
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
            /** @description Too many calls. */
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
            /** @description Not now; `code` tells why. */
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
                 *       "captchaToken": "the-token-of-the-captcha"
                 *     }
                 */
                readonly "application/json": components["schemas"]["ResendOtpRequest"];
            };
        };
        readonly responses: {
            /** @description A new code is on its way. */
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
            /** @description The request was refused; `code` tells why. */
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
            /** @description Too many calls. */
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
            /** @description Not now; `code` tells why. */
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
                 *       "captchaToken": "the-token-of-the-captcha"
                 *     }
                 */
                readonly "application/json": components["schemas"]["VerifyOtpRequest"];
            };
        };
        readonly responses: {
            /** @description The code was right. */
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
            /** @description The request was refused; `code` tells why. */
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
            /** @description Too many calls. */
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
            /** @description Not now; `code` tells why. */
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
                 *       "captchaToken": "the-token-of-the-captcha"
                 *     }
                 */
                readonly "application/json": components["schemas"]["CompleteResetRequest"];
            };
        };
        readonly responses: {
            /** @description The new password is in force. */
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
            /** @description The request was refused; `code` tells why. */
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
            /** @description Too many calls. */
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
            /** @description Not now; `code` tells why. */
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
            /** @description Taken. The answer is the same for a token that belongs to nothing. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request was refused; `code` tells why. */
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
            /** @description Too many calls. */
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
            /** @description Not now; `code` tells why. */
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
                 *       "locale": "en"
                 *     }
                 */
                readonly "application/json": components["schemas"]["RemindUserIdRequest"];
            };
        };
        readonly responses: {
            /** @description Taken. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request was refused; `code` tells why. */
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
            /** @description Too many calls. */
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
            /** @description Not now; `code` tells why. */
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
                 *       "captchaToken": "the-token-of-the-captcha"
                 *     }
                 */
                readonly "application/json": components["schemas"]["LogInRequest"];
            };
        };
        readonly responses: {
            /** @description The session is open until `expiresAt`, unless it is ended before. */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "sessionToken": "Wb2kq8yHfR0sUv6TnDxLcZ3mJgE5aPiO7YtQ1wKuB4M",
                     *       "expiresAt": "2027-01-31T12:10:00.000Z"
                     *     }
                     */
                    readonly "application/json": components["schemas"]["LogInResponse"];
                };
            };
            /** @description The request was refused; `code` tells why. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["InvalidRequestProblem"] | components["schemas"]["CaptchaRejectedProblem"];
                };
            };
            /** @description Not, or no longer, logged in. */
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
            /** @description Too many calls. */
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
            /** @description Not now; `code` tells why. */
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
            /** @description The session is open. */
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
            /** @description The request was refused; `code` tells why. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["InvalidRequestProblem"];
                };
            };
            /** @description Not, or no longer, logged in. */
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
            /** @description Too many calls. */
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
            /** @description Not now; `code` tells why. */
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
            /** @description The request was refused; `code` tells why. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["InvalidRequestProblem"];
                };
            };
            /** @description Not, or no longer, logged in. */
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
            /** @description Too many calls. */
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
            /** @description Not now; `code` tells why. */
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
