import type { MailTexts } from './mail-texts.ts';
import { timesIn } from './times.ts';

export const de: MailTexts = {
  ...timesIn('de'),
  colon: ': ',
  referenceLabel: 'Referenz',
  userIdLabel: 'Benutzer-ID',
  askedLabel: 'Angefordert',
  networkLabel: 'Netzwerk',
  browserLabel: 'Webbrowser',
  browser: (family, system) => `${family} unter ${system}`,
  questions: 'Fragen?',
  footer: (productName) => `Diese E-Mail kommt von ${productName}. Antworten darauf werden nicht gelesen.`,
  otp: {
    subject: (productName) => `Ihr Code für ein neues Passwort bei ${productName}`,
    preheader: (minutes) => `Öffnen Sie diese E-Mail, um den Code zu sehen. Er gilt ${minutes}.`,
    title: 'Passwort zurücksetzen',
    lead: 'Geben Sie diesen Code auf der Seite ein, auf der Sie ihn angefordert haben:',
    leadByAdministrator:
      'Die Administration hat das Zurücksetzen Ihres Passworts gestartet. Öffnen Sie den Link unten oder den, den Sie von ihr erhalten haben, und geben Sie diesen Code dort selbst ein:',
    lifetime: (minutes, expiresAt) =>
      `Der Code gilt einmal und ${minutes} lang, bis ${expiresAt}. Ein neuerer Code ersetzt ihn.`,
    enter: 'Seite geschlossen oder anderes Gerät? Hier geht es weiter:',
    enterLabel: 'Code eingeben',
    keepSecret: 'Geben Sie den Code an niemanden weiter. Wir fragen Sie nie danach.',
    notMeLabel: 'Nicht von Ihnen angefordert?',
    notMe:
      'Solange dieser Code nicht verwendet wird, bleibt Ihr Passwort unverändert. Sie können diese E-Mail ignorieren oder die Anforderung über den Link stoppen.',
    notMeByAdministrator:
      'Solange dieser Code nicht verwendet wird, bleibt Ihr Passwort unverändert. Wenn Ihnen gerade niemand aus der Administration hilft, stoppen Sie die Anforderung über den Link.',
  },
  passwordChanged: {
    subject: (productName) => `Ihr Passwort bei ${productName} wurde geändert`,
    preheader: 'Wenn Sie das nicht waren, öffnen Sie diese E-Mail und handeln Sie jetzt.',
    title: 'Ihr Passwort wurde geändert',
    lead: (changedAt) =>
      `Das Passwort Ihres Kontos wurde am ${changedAt} geändert, mit einem Code aus einer E-Mail an Sie.`,
    wasMe: 'Wenn Sie das waren, müssen Sie nichts weiter tun. Wer in dem Konto angemeldet war, wurde abgemeldet.',
    notMeTitle: 'Wenn Sie das nicht waren',
    notMe:
      'Nutzen Sie jetzt diese Schaltfläche. Auf der Seite sperren Sie das neue Passwort und beenden alle Sitzungen:',
    notMeLabel: 'Das war ich nicht',
    next: 'Ändern Sie danach das Passwort Ihres Postfachs, denn vielleicht liest jemand anderes Ihre E-Mails. Legen Sie anschließend hier ein neues Passwort fest:',
  },
  userIdList: {
    subject: (productName) => `Ihre Benutzer-ID bei ${productName}`,
    preheader: 'Öffnen Sie diese E-Mail, um zu sehen, was mit dieser Adresse registriert ist.',
    title: 'Benutzer-ID vergessen?',
    lead: 'Mit dieser E-Mail-Adresse sind diese Benutzer-IDs registriert:',
    notMe:
      'Nicht von Ihnen angefordert? Dann können Sie diese E-Mail ignorieren. Sie ging ausschließlich an diese Adresse.',
  },
  limitReached: {
    subject: (productName) => `Vorerst keine weiteren Codes von ${productName}`,
    preheader: 'Sie können trotzdem sofort ein neues Passwort festlegen.',
    title: 'Vorerst keine weiteren Codes',
    lead: 'Jemand, vielleicht Sie, hat mehrere Codes angefordert, um für dieses Konto ein neues Passwort festzulegen.',
    until: (time) =>
      `Wenn Sie auf der Anmeldeseite neu beginnen, kann der nächste Code ab ${time} verschickt werden. Codes, die Sie schon erhalten haben, gelten weiter, bis sie ablaufen.`,
    goOn: 'Sie müssen nicht warten. Über diese Schaltfläche können Sie sofort ein neues Passwort festlegen:',
    goOnLabel: 'Zurücksetzen fortsetzen',
    notMe:
      'Wenn Sie die Codes nicht angefordert haben, müssen Sie nichts tun. Ihr Passwort ist unverändert, und Sie können sich wie gewohnt anmelden. Geben Sie Codes an niemanden weiter.',
  },
  resetRefused: {
    subject: (productName) => `Ein Code für ein neues Passwort bei ${productName} wurde abgelehnt`,
    preheader: 'Es wurde kein Passwort festgelegt. Bitte prüfen Sie, ob Sie es waren.',
    title: 'Ein Code wurde abgelehnt',
    lead: 'Jemand hat einen Code aus einer E-Mail an diese Adresse eingegeben. Er wurde abgelehnt, weil sich das Konto nach dem Versand der E-Mail geändert hat. Es wurde kein Passwort festgelegt.',
    notMe:
      'Wenn Sie das nicht waren, liest vielleicht jemand anderes Ihre E-Mails: Ändern Sie das Passwort Ihres Postfachs, und informieren Sie Ihren Support.',
    wasMe: 'Wenn Sie das waren, fordern Sie hier einen neuen Code an:',
  },
  addressesChanged: {
    subject: (productName) => `Ihre E-Mail-Adressen bei ${productName} wurden geändert`,
    preheader: 'Prüfen Sie, ob Sie darum gebeten haben.',
    title: 'Ihre E-Mail-Adressen wurden geändert',
    lead: (changedAt) =>
      `Die Administration hat die für Ihr Konto hinterlegten E-Mail-Adressen geändert (${changedAt}). Codes und Hinweise gehen ab jetzt nur noch an die neuen Adressen.`,
    next: 'Wenn Sie darum gebeten haben, müssen Sie nichts tun. Wenn nicht, informieren Sie sofort Ihren Support: Wer die neuen Adressen liest, kann ein neues Passwort festlegen.',
  },
};
