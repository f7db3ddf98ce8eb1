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
    enter:
      'Oder nutzen Sie diese Schaltfläche. Sie öffnet in jedem Browser die richtige Seite, und dort gilt der Code immer:',
    enterLabel: 'Code eingeben',
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
  limitReached: {
    subject: (productName) => `${productName}: vorerst keine weiteren Codes`,
    lead: 'Jemand, vielleicht Sie, hat mehrere Codes angefordert, um für dieses Konto ein neues Passwort festzulegen.',
    until: (time) =>
      `Wenn Sie auf der Anmeldeseite neu beginnen, kann der nächste Code ab ${time} verschickt werden. Codes, die Sie schon erhalten haben, gelten weiter, bis sie ablaufen.`,
    goOn: 'Sie müssen nicht warten. Wenn Sie jetzt ein neues Passwort festlegen möchten, nutzen Sie diese Schaltfläche:',
    goOnLabel: 'Zurücksetzen fortsetzen',
    notMe:
      'Wenn Sie die Codes nicht angefordert haben, müssen Sie nichts tun. Ihr Passwort ist unverändert, und Sie können sich wie gewohnt anmelden. Geben Sie niemandem einen Code weiter.',
  },
  resetRefused: {
    subject: (productName) => `${productName}: Ein Code wurde abgelehnt`,
    lead: 'Jemand hat einen Code aus einer E-Mail an diese Adresse eingegeben. Er wurde abgelehnt, weil sich das Konto nach dem Versand der E-Mail geändert hat. Es wurde kein Passwort festgelegt.',
    next: 'Wenn Sie das waren, fordern Sie einen neuen Code an. Wenn nicht, kann vielleicht jemand anderes Ihre E-Mails lesen: Ändern Sie das Passwort Ihres Postfachs und informieren Sie Ihren Support.',
  },
};
