import type { Translation } from './translation.ts';

export const de = {
  'app.lead': 'Kontozugang',
  'app.loading': 'Einen Moment…',
  'app.retry': 'Erneut versuchen',
  'support.label': 'Brauchen Sie Hilfe?',
  'language.label': 'Sprache',
  'language.failed': 'Diese Sprache konnte nicht geladen werden. Bitte versuchen Sie es erneut.',
  'steps.label': 'Schritt {step} von {steps}',
  'steps.account': 'Konto',
  'steps.code': 'Code',
  'steps.password': 'Passwort',
  'steps.done': 'Fertig',

  'login.title': 'Anmelden',
  'login.lead': 'Geben Sie Ihre Benutzer-ID und Ihr Passwort ein.',
  'login.submit': 'Anmelden',
  'login.submitting': 'Anmeldung läuft…',
  'login.forgot': 'Benutzer-ID oder Passwort vergessen?',
  'login.loggedOut': 'Sie sind abgemeldet.',
  'login.sessionEnded': 'Ihre Sitzung ist beendet. Bitte melden Sie sich erneut an.',

  'account.title': 'Ihr Konto',
  'account.loggedInAs': 'Sie sind angemeldet als {userId}',
  'account.until': 'Diese Sitzung endet am {time} oder wenn Sie sich abmelden.',
  'account.logOut': 'Abmelden',
  'account.loggingOut': 'Abmeldung läuft…',

  'forgot.title': 'Passwort zurücksetzen',
  'forgot.lead':
    'Geben Sie Ihre Benutzer-ID ein. Wenn dafür eine E-Mail-Adresse hinterlegt ist, wird dorthin ein Code für die nächste Seite geschickt.',
  'forgot.submit': 'Passwort zurücksetzen',
  'forgot.submitting': 'Wird gesendet…',
  'forgot.userIdToo': 'Auch die Benutzer-ID vergessen?',
  'forgot.backToLogin': 'Zurück zur Anmeldung',

  'remind.title': 'Benutzer-ID herausfinden',
  'remind.lead': 'Geben Sie Ihre E-Mail-Adresse ein. Die E-Mail nennt alle Benutzer-IDs, die damit registriert sind.',
  'remind.submit': 'Benutzer-ID zusenden',
  'remind.submitting': 'Wird gesendet…',
  'remind.sentTitle': 'Sehen Sie in Ihr Postfach',
  'remind.sent': 'Wenn diese Adresse registriert ist, ist eine E-Mail unterwegs.',
  'remind.sentHint': 'Das kann ein bis zwei Minuten dauern. Wenn nichts kommt, sehen Sie im Spam-Ordner nach.',
  'remind.continue': 'Ich kenne jetzt meine Benutzer-ID',
  'remind.again': 'Andere Adresse versuchen',

  'code.title': 'Code eingeben',
  'code.lead':
    'Wenn für diese Benutzer-ID eine E-Mail-Adresse hinterlegt ist, ist dorthin ein Code mit {digits} unterwegs.',
  'code.leadByLink':
    'Ein Code mit {digits} ist zu Ihrer hinterlegten Adresse unterwegs. Geben Sie ihn selbst ein und verraten Sie ihn niemandem: Kein Administrator braucht ihn.',
  'code.reference': 'Referenz',
  'code.hint': 'Er steht in der E-Mail mit dieser Referenz. Leerzeichen spielen keine Rolle.',
  'code.timeLeft': 'Verbleibende Zeit',
  'code.submit': 'Weiter',
  'code.submitting': 'Wird geprüft…',
  'code.rejected': 'Dieser Code wurde nicht akzeptiert.',
  'code.attemptsLeft': { one: 'Noch {count} Versuch.', other: 'Noch {count} Versuche.' },
  'code.noAttemptsLeft':
    'Dieser Code wurde nicht akzeptiert, und es sind keine Versuche mehr übrig. Fordern Sie unten einen neuen Code an.',
  'code.noMail': 'Keine E-Mail?',
  'code.resend': 'Neuen Code senden',
  'code.resendIn': 'Sie können in {time} einen neuen Code anfordern.',
  'code.resendLead': 'Ein neuer Code ersetzt den vorherigen.',
  'code.resendSubmit': 'Neuen Code senden',
  'code.resending': 'Wird gesendet…',
  'code.resent':
    'Wenn für die Benutzer-ID eine Adresse hinterlegt ist, ist ein neuer Code unterwegs. Der vorherige gilt nicht mehr.',
  'code.startAgain': 'Andere Benutzer-ID verwenden',

  'password.title': 'Neues Passwort wählen',
  'password.lead':
    'Der Code wurde akzeptiert. Das neue Passwort ersetzt das alte überall, wo Sie dieses Konto verwenden.',
  'password.hint': 'Mindestens {characters}. Ein paar Wörter ohne Zusammenhang ergeben ein gutes Passwort.',
  'password.timeLeft': 'Verbleibende Zeit',
  'password.submit': 'Passwort zurücksetzen',
  'password.submitting': 'Wird geändert…',
  'password.rejected': 'Bitte wählen Sie ein anderes Passwort:',
  'password.unsettled':
    'Der Dienst konnte den Vorgang gerade nicht abschließen; Ihr Passwort ist also vielleicht geändert, vielleicht nicht. Versuchen Sie es noch einmal; wird das abgelehnt, versuchen Sie, sich mit dem neuen Passwort anzumelden.',
  'password.reason.too-short': 'Es ist zu kurz: Verwenden Sie mindestens {characters}.',
  'password.reason.too-long': 'Es ist zu lang.',
  'password.reason.common': 'Es gehört zu den häufigsten Passwörtern und wird deshalb zuerst erraten.',
  'password.reason.breached': 'Es ist in einem Datenleck aufgetaucht und daher nicht mehr geheim.',
  'password.reason.context-word': 'Es baut auf Ihrer Benutzer-ID, Ihrer Adresse oder dem Namen dieses Dienstes auf.',
  'password.reason.reused': 'Sie haben es schon einmal verwendet.',
  'password.reason.refused-by-directory': 'Es entspricht nicht den Regeln Ihrer Organisation.',
  'password.reason.unknown': 'Es entspricht nicht den Regeln.',

  'done.title': 'Passwort geändert',
  'done.lead': 'Ihr neues Passwort gilt jetzt. Eine E-Mail bestätigt die Änderung.',
  'done.notYou': 'Wenn Sie diese E-Mail erhalten, ohne etwas geändert zu haben, folgen Sie sofort dem Link darin.',
  'done.login': 'Zur Anmeldung',

  'expired.title': 'Die Zeit ist abgelaufen',
  'expired.lead':
    'Zu Ihrer Sicherheit sind der Code und der Schritt danach nur wenige Minuten offen. Es wurde nichts geändert.',
  'expired.startAgain': 'Neu beginnen',

  'report.title': 'Das waren nicht Sie?',
  'report.lead':
    'Sie haben eine E-Mail zu einem Zurücksetzen des Passworts erhalten, das Sie nicht angefordert haben. Melden Sie es uns: Wir stoppen diese Anforderung und halten sie fest.',
  'report.nothingYet': 'Durch das Öffnen dieser Seite ist noch nichts geschehen.',
  'report.submit': 'Das war ich nicht',
  'report.submitting': 'Wird gesendet…',
  'report.sentTitle': 'Vielen Dank',
  'report.sent': 'Ihre Meldung ist angekommen. Falls die Anforderung noch offen war, wurde sie gestoppt.',
  'report.sentHint': 'Wenn Ihr Passwort ohne Sie geändert wurde, setzen Sie es jetzt zurück.',
  'report.reset': 'Mein Passwort zurücksetzen',
  'report.incomplete': 'Der Link ist unvollständig. Öffnen Sie ihn erneut aus der E-Mail oder kopieren Sie ihn ganz.',

  'notFound.title': 'Hier ist nichts',
  'notFound.lead': 'Vielleicht ist die Adresse vertippt, oder die Seite ist umgezogen.',
  'notFound.home': 'Zur Anmeldung',

  'broken.title': 'Diese Seiten können gerade nicht angezeigt werden',
  'broken.lead': 'Ihre Einstellungen konnten nicht geladen werden.',

  'field.userId': 'Benutzer-ID',
  'field.password': 'Passwort',
  'field.email': 'E-Mail-Adresse',
  'field.otp': 'Code aus der E-Mail',
  'field.newPassword': 'Neues Passwort',
  'field.confirmPassword': 'Neues Passwort wiederholen',
  'field.show': 'Anzeigen',
  'field.hide': 'Verbergen',
  'field.showLabel': 'Eingabe anzeigen: {field}',
  'field.hideLabel': 'Eingabe verbergen: {field}',
  'error.userId': 'Geben Sie Ihre Benutzer-ID ein.',
  'error.userIdInvalid': 'Das kann keine Benutzer-ID sein. Bitte prüfen Sie sie.',
  'error.password': 'Geben Sie Ihr Passwort ein.',
  'error.email': 'Geben Sie eine Adresse wie name@example.com ein.',
  'error.otp': 'Geben Sie den Code mit {digits} ein.',
  'error.newPassword': 'Geben Sie ein neues Passwort ein.',
  'error.confirmPassword': 'Die beiden Passwörter stimmen nicht überein.',
  'error.humanCheck': 'Bestehen Sie zuerst die Sicherheitsprüfung.',

  'humanCheck.label': 'Sicherheitsprüfung',
  'humanCheck.loading': 'Sicherheitsprüfung wird geladen…',
  'humanCheck.failed':
    'Die Sicherheitsprüfung konnte nicht geladen werden. Vielleicht verhindert es ein Inhaltsblocker oder das Netz.',
  'humanCheck.expired': 'Die Sicherheitsprüfung ist abgelaufen. Bitte wiederholen Sie sie.',
  'humanCheck.retry': 'Erneut laden',

  'problem.invalid-request': 'Etwas im Formular stimmt nicht. Bitte prüfen Sie es.',
  'problem.captcha-rejected': 'Die Sicherheitsprüfung wurde nicht akzeptiert. Bitte wiederholen Sie sie.',
  'problem.captcha-unavailable':
    'Die Sicherheitsprüfung kann gerade nicht ausgewertet werden. Nichts ist verloren: Versuchen Sie es in einer Minute erneut.',
  'problem.rate-limited': 'Zu viele Anfragen. Bitte versuchen Sie es später erneut.',
  'problem.rate-limitedFor': 'Zu viele Anfragen. Bitte versuchen Sie es in {time} erneut.',
  'problem.reset-rejected': 'Dieses Zurücksetzen ist abgelaufen oder beendet. Bitte beginnen Sie neu.',
  'problem.login-rejected': 'Die Benutzer-ID oder das Passwort ist nicht richtig.',
  'problem.service-unavailable': 'Der Dienst ist gerade nicht verfügbar. Bitte versuchen Sie es gleich noch einmal.',
  'problem.not-found': 'Der Dienst kennt diese Anfrage nicht. Bitte laden Sie die Seite neu.',
  'problem.offline': 'Sie scheinen offline zu sein. Prüfen Sie Ihre Verbindung und versuchen Sie es erneut.',
  'problem.unreachable': 'Der Dienst ist nicht erreichbar. Prüfen Sie Ihre Verbindung und versuchen Sie es erneut.',
  'problem.unexpected':
    'Der Dienst hat eine Antwort gegeben, die diese Seiten nicht verstehen. Bitte versuchen Sie es gleich noch einmal.',

  'notice.offline':
    'Sie sind offline. Was Sie eingegeben haben, bleibt erhalten; fahren Sie fort, sobald die Verbindung wieder da ist.',
  'notice.wrongOrder': 'Diese Seite braucht die Schritte davor. Bitte fahren Sie hier fort.',
  'notice.resetEnded': 'Dieses Zurücksetzen ist abgelaufen oder beendet. Bitte beginnen Sie neu.',
  'notice.maybeChanged':
    'Dieses Zurücksetzen ist beendet, und Ihr Passwort ist vielleicht schon geändert. Versuchen Sie, sich mit dem neuen anzumelden.',

  'count.digits': { one: '{count} Ziffer', other: '{count} Ziffern' },
  'count.characters': { one: '{count} Zeichen', other: '{count} Zeichen' },
  'time.minutes': { one: '{count} Minute', other: '{count} Minuten' },
  'time.seconds': { one: '{count} Sekunde', other: '{count} Sekunden' },
} as const satisfies Translation<'one' | 'other'>;
