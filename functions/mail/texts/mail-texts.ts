/** The sentences of the mails in one language. Values come in as they are: the layout makes them harmless. */
export interface MailTexts {
  /** A moment in UTC, with its zone: the mail does not know the reader's. */
  readonly instant: (moment: Date) => string;
  /** Between a label and its value. */
  readonly colon: string;
  readonly referenceLabel: string;
  readonly userIdLabel: string;
  /** Before the moment at which the mail was asked for. */
  readonly askedLabel: string;
  /** Before the network that the call came from. */
  readonly networkLabel: string;
  /** Before the browser that the call named. */
  readonly browserLabel: string;
  readonly browser: (family: string, system: string) => string;
  /** Before the address of the support. */
  readonly questions: string;
  readonly footer: (productName: string) => string;
  readonly otp: {
    readonly subject: (productName: string) => string;
    readonly lead: string;
    /** In place of `lead` where an administrator started the reset: the page is behind a link that he passes on. */
    readonly leadByAdministrator: string;
    readonly lifetime: (expiresAt: string) => string;
    readonly keepSecret: string;
    readonly notMe: string;
    /** In place of `notMe`. */
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
  readonly recoveryPaused: {
    readonly subject: (productName: string) => string;
    readonly lead: string;
    readonly untilTomorrow: string;
    readonly untilLogin: string;
    readonly untilHelp: string;
    readonly loginWorks: string;
    readonly notMe: string;
  };
}
