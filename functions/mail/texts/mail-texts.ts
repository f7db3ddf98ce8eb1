/** Texts of the mails in one language. Values are passed in raw; the layout escapes them. */
export interface MailTexts {
  /** Formats a moment in UTC, with its zone: the reader's zone is not known. */
  readonly instant: (moment: Date) => string;
  /** Between a label and its value. */
  readonly colon: string;
  readonly referenceLabel: string;
  readonly userIdLabel: string;
  /** Before the time of the request for the mail. */
  readonly askedLabel: string;
  /** Before the network of the call. */
  readonly networkLabel: string;
  /** Before the browser of the call. */
  readonly browserLabel: string;
  readonly browser: (family: string, system: string) => string;
  /** Before the support contact. */
  readonly questions: string;
  readonly footer: (productName: string) => string;
  readonly otp: {
    readonly subject: (productName: string) => string;
    readonly lead: string;
    /**
     * In place of `lead` if an administrator started the reset. The page is then behind a link from the
     * administrator.
     */
    readonly leadByAdministrator: string;
    /** Before the button that opens the page of the request. */
    readonly enter: string;
    readonly enterLabel: string;
    readonly lifetime: (expiresAt: string) => string;
    readonly keepSecret: string;
    readonly notMe: string;
    /** In place of `notMe` if an administrator started the reset. */
    readonly notMeByAdministrator: string;
    readonly notMeLabel: string;
  };
  readonly passwordChanged: {
    readonly subject: (productName: string) => string;
    readonly lead: (changedAt: string) => string;
    readonly wasMe: string;
    readonly notMe: string;
    readonly notMeLabel: string;
  };
  readonly userIdList: {
    readonly subject: (productName: string) => string;
    readonly lead: string;
    readonly notMe: string;
  };
  readonly limitReached: {
    readonly subject: (productName: string) => string;
    readonly lead: string;
    readonly until: (time: string) => string;
    readonly goOn: string;
    readonly goOnLabel: string;
    readonly notMe: string;
  };
  readonly resetRefused: {
    readonly subject: (productName: string) => string;
    readonly lead: string;
    readonly next: string;
  };
}
