/** Texts of the mails in one language. Values are passed in raw; the layout escapes them. */
export interface MailTexts {
  /** Formats date and time in an IANA time zone, with the zone's name. */
  readonly instant: (moment: Date, timeZone: string) => string;
  /** Formats the time alone, with the zone's name. */
  readonly time: (moment: Date, timeZone: string) => string;
  /** Formats a number of minutes, with the right plural. */
  readonly minutes: (count: number) => string;
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
  readonly otp: MailHead & {
    /** What lists of mails and locked telephones show after the subject; no code. */
    readonly preheader: (minutes: string) => string;
    readonly lead: string;
    /** In place of `lead` if an administrator started the reset. The user then has no page open yet. */
    readonly leadByAdministrator: string;
    readonly lifetime: (minutes: string, expiresAt: string) => string;
    /** Before the button that opens the page of the request, if the user started it and may have the page open. */
    readonly enter: string;
    readonly enterLabel: string;
    readonly keepSecret: string;
    /** Link to the page that stops the request. It is quiet, so that nobody in a hurry presses it. */
    readonly notMeLabel: string;
    /** After that link. */
    readonly notMe: string;
    /** In place of `notMe` if an administrator started the reset. */
    readonly notMeByAdministrator: string;
  };
  readonly passwordChanged: MailHead & {
    readonly preheader: string;
    readonly lead: (changedAt: string) => string;
    readonly wasMe: string;
    readonly notMeTitle: string;
    /** Before the button. */
    readonly notMe: string;
    readonly notMeLabel: string;
    /** What to do after that, before the address of the page that sets a new password. */
    readonly next: string;
  };
  readonly userIdList: MailHead & {
    readonly preheader: string;
    readonly lead: string;
    readonly notMe: string;
  };
  readonly limitReached: MailHead & {
    readonly preheader: string;
    readonly lead: string;
    readonly until: (time: string) => string;
    readonly goOn: string;
    readonly goOnLabel: string;
    readonly notMe: string;
  };
  readonly resetRefused: MailHead & {
    readonly preheader: string;
    readonly lead: string;
    readonly notMe: string;
    /** Before the address of the page that mails another code. */
    readonly wasMe: string;
  };
  readonly addressesChanged: MailHead & {
    readonly preheader: string;
    readonly lead: (changedAt: string) => string;
    readonly next: string;
  };
}

/** Texts above every mail. */
interface MailHead {
  readonly subject: (productName: string) => string;
  /** Heading of the mail. */
  readonly title: string;
}
