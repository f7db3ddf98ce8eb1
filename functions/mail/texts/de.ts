import { instantIn } from './instant.ts';
import type { MailTexts } from './mail-texts.ts';

export const de: MailTexts = {
  instant: instantIn('de'),
  colon: ': ',
  referenceLabel: 'Referenz',
  userIdLabel: 'Benutzer-ID',
  askedLabel: 'Angefordert',
  networkLabel: 'Aus dem Netz',
  browserLabel: 'Mit',
  browser: (family, system) => `${family} unter ${system}`,
  questions: 'Fragen?',
  footer: (productName) => `${productName} hat diese E-Mail gesendet. Bitte antworten Sie nicht darauf.`,
  otp: {
    subject: (productName) => `${productName}: Ihr Code für ein neues Passwort`,
    lead: 'Geben Sie diesen Code auf der Seite ein, auf der Sie ihn angefordert haben:',
    leadByAdministrator:
      'Ein Administrator hat das Zurücksetzen Ihres Passworts begonnen. Öffnen Sie den Link, den Sie bekommen haben, und geben Sie diesen Code dort selbst ein:',
    lifetime: (expiresAt) =>
      `Der Code gilt einmal, bis ${expiresAt}. Die Seite zeigt dieselbe Referenz. Ein neuerer Code ersetzt diesen.`,
    keepSecret: 'Geben Sie den Code niemandem. Niemand von uns wird Sie je danach fragen.',
    notMe:
      'Sie haben keinen Code angefordert? Dann bleibt Ihr Passwort, wie es ist. Sie können die Anforderung hier beenden:',
    notMeByAdministrator:
      'Sie haben keinen Administrator um Hilfe gebeten? Dann bleibt Ihr Passwort, wie es ist. Sie können die Anforderung hier beenden:',
    notMeLabel: 'Das war ich nicht',
  },
  passwordChanged: {
    subject: (productName) => `${productName}: Ihr Passwort wurde geändert`,
    lead: (changedAt) =>
      `Das Passwort Ihres Kontos wurde am ${changedAt} geändert, mit einem Code aus einer E-Mail an Sie.`,
    wasMe: 'Wenn Sie das waren, ist nichts weiter zu tun. Wer in dem Konto angemeldet war, wurde abgemeldet.',
    notMe:
      'Wenn Sie das nicht waren, liest vielleicht jemand anderes Ihre E-Mails: Ändern Sie zuerst das Passwort Ihres Postfachs und setzen Sie dann hier über „Benutzer-ID oder Passwort vergessen?“ ein neues. Melden Sie es auch uns:',
    notMeLabel: 'Das war ich nicht',
  },
  userIdList: {
    subject: (productName) => `${productName}: Ihre Anfrage`,
    lead: 'Diese Benutzer-IDs sind mit dieser Adresse registriert:',
    notMe: 'Sie haben nicht danach gefragt? Dann ist nichts zu tun: Nur diese Adresse hat es erfahren.',
  },
  recoveryPaused: {
    subject: (productName) => `${productName}: vorerst keine weiteren Codes`,
    lead: 'Jemand, vielleicht Sie, hat oft Codes angefordert, um für dieses Konto ein neues Passwort zu setzen:',
    untilTomorrow: 'Zum Schutz des Kontos werden bis morgen keine weiteren Codes geschickt.',
    untilLogin:
      'Zum Schutz des Kontos werden keine weiteren Codes geschickt, bis Sie sich mit Ihrem Passwort anmelden. Wenn Sie es nicht mehr wissen, wenden Sie sich an den Support Ihrer Organisation.',
    untilHelp:
      'Zum Schutz des Kontos werden keine weiteren Codes geschickt, bis der Support Ihrer Organisation es wieder zulässt.',
    loginWorks: 'Die Anmeldung funktioniert wie immer: Dass jemand Codes anfordert, ändert am Konto nichts.',
    notMe:
      'Wenn Sie die Codes nicht angefordert haben, ist nichts zu tun. Geben Sie niemandem einen Code, den Sie per E-Mail erhalten haben.',
  },
};
