import type { Translation } from './translation.ts';

export const de = {
  'app.lead': 'Kontozugang',
  'app.loading': 'Einen Moment\u00a0…',
  'app.retry': 'Erneut versuchen',
  'form.slow': 'Das dauert länger als üblich. Bitte bleiben Sie auf dieser Seite.',
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
  'login.submitting': 'Anmeldung läuft\u00a0…',
  'login.forgot': 'Benutzer-ID oder Passwort vergessen?',
  'login.loggedOut': 'Sie haben sich abgemeldet.',
  'login.sessionEnded': 'Ihre Sitzung ist beendet. Bitte melden Sie sich erneut an.',

  'account.title': 'Ihr Konto',
  'account.loggedInAs': 'Sie sind angemeldet als {userId}',
  'account.until': 'Ihre Sitzung endet, wenn Sie sich abmelden, spätestens am {time}.',
  'account.logOut': 'Abmelden',
  'account.loggingOut': 'Abmeldung läuft\u00a0…',

  'forgot.title': 'Passwort zurücksetzen',
  'forgot.lead':
    'Geben Sie Ihre Benutzer-ID ein. Wenn dafür eine E-Mail-Adresse hinterlegt ist, senden wir Ihnen dorthin einen Code für den nächsten Schritt.',
  'forgot.submit': 'Passwort zurücksetzen',
  'forgot.submitting': 'Wird gesendet\u00a0…',
  'forgot.userIdToo': 'Auch die Benutzer-ID vergessen?',
  'forgot.backToLogin': 'Zurück zur Anmeldung',
  'forgot.open': 'Sie haben in diesem Tab bereits begonnen, Ihr Passwort zurückzusetzen.',
  'forgot.goOn': 'Dort weitermachen',
  'forgot.hint':
    'Groß- und Kleinschreibung kann eine Rolle spielen. Ihre E-Mail-Adresse ist meist nicht Ihre Benutzer-ID.',
  'forgot.address': 'Das sieht nach einer E-Mail-Adresse aus. Geben Sie Ihre Benutzer-ID ein, außer beide sind gleich.',
  'forgot.haveCode': 'Ich habe einen Code',
  'forgot.maybeSent':
    'Die Verbindung wurde unterbrochen; Ihre Anforderung ist vielleicht angekommen. Wenn Sie eine E-Mail erhalten, folgen Sie dem Link darin. Sonst versuchen Sie es in einer Minute erneut.',

  'remind.title': 'Benutzer-ID herausfinden',
  'remind.lead':
    'Geben Sie Ihre E-Mail-Adresse ein. Wenn Benutzer-IDs damit registriert sind, senden wir Ihnen die Liste per E-Mail.',
  'remind.submit': 'Benutzer-ID zusenden',
  'remind.submitting': 'Wird gesendet\u00a0…',
  'remind.sentTitle': 'Sehen Sie in Ihrem Postfach nach',
  'remind.sent': 'Wenn diese Adresse registriert ist, ist eine E-Mail dorthin unterwegs.',
  'remind.sentHint':
    'Das kann ein bis zwei Minuten dauern. Wenn nichts ankommt, sehen Sie im Spam-Ordner und in Ihren anderen Postfächern nach. Am Arbeitsplatz hält manchmal ein Filter die E-Mail zurück.',
  'remind.continue': 'Ich kenne meine Benutzer-ID',
  'remind.again': 'Andere Adresse verwenden',

  'code.title': 'Code eingeben',
  'code.for': 'Für {userId}',
  'code.change': 'Ändern',
  'code.lead':
    'Falls dieses Konto existiert und sein Limit nicht erreicht ist, ist ein Code mit {digits} an die hinterlegte E-Mail-Adresse unterwegs.',
  'code.leadByLink':
    'Ein Code mit {digits} ist an Ihre hinterlegte E-Mail-Adresse unterwegs. Geben Sie ihn selbst ein und nennen Sie ihn niemandem: Administratoren brauchen ihn nie.',
  'code.reference': 'Referenz',
  'code.hint':
    'Er steht in der E-Mail mit dieser Referenz. Sobald der Code eingegeben und die Sicherheitsprüfung abgeschlossen ist, geht es automatisch weiter.',
  'code.hintUnseen':
    'Er steht in der E-Mail mit dieser Referenz. Sobald Sie den ganzen Code eingegeben haben, geht es automatisch weiter.',
  'code.nowCheck': 'Der Code ist vollständig. Schließen Sie jetzt die Sicherheitsprüfung ab, um fortzufahren.',
  'code.timeLeft': 'Verbleibende Zeit',
  'code.submit': 'Weiter',
  'code.submitting': 'Wird geprüft\u00a0…',
  'code.lost':
    'Die Verbindung wurde unterbrochen, bevor die Antwort ankam. Der Code wird noch einmal gesendet, sobald die Sicherheitsprüfung abgeschlossen ist. Das kostet keinen weiteren Versuch.',
  'code.rejected': 'Dieser Code wurde nicht akzeptiert.',
  'code.rejectedOlder': 'Verwenden Sie den Code aus der neuesten E-Mail mit der Referenz {reference}.',
  'code.attemptsLeft': { one: 'Noch {count} Versuch.', other: 'Noch {count} Versuche.' },
  'code.lockedTitle': 'Keine Versuche mehr übrig',
  'code.noAttemptsLeft':
    'Dieser Code wurde nicht akzeptiert, und Sie haben keine Versuche mehr. Fordern Sie unten einen neuen Code an.',
  'code.noMail': 'Noch keine E-Mail da?',
  'code.resend': 'Neuen Code senden',
  'code.resendIn': 'Sie können in {time} einen neuen Code anfordern.',
  'code.resendLead': 'Ein neuer Code ersetzt den bisherigen.',
  'code.resendCheck': 'Schließen Sie jetzt die Sicherheitsprüfung ab, um den neuen Code zu senden.',
  'code.resending': 'Wird gesendet\u00a0…',
  'code.resent':
    'Falls dieses Konto existiert und sein Limit nicht erreicht ist, ist ein neuer Code unterwegs. Bis er ankommt, gilt der bisherige.',
  'code.expiredByLink': 'Der Code aus dieser E-Mail ist abgelaufen. Fordern Sie hier einen neuen an.',
  'code.startAgain': 'Andere Benutzer-ID verwenden',
  'code.whereLead':
    'Öffnen Sie die E-Mail mit dem Code und folgen Sie dem Link darin. Er öffnet diese Seite für Ihre Anforderung, auf jedem Gerät.',
  'code.whereNone': 'Keine E-Mail oder ein abgelaufener Code? Fordern Sie einen neuen an.',
  'code.request': 'Code anfordern',

  'help.noMail': 'Was Sie prüfen können',
  'help.wait': 'E-Mails kommen meist nach ein bis zwei Minuten an, manchmal später.',
  'help.folders': 'Sehen Sie im Spam-Ordner und in jedem Postfach nach, das Sie hinterlegt haben könnten.',
  'help.quarantine':
    'Am Arbeitsplatz hält vielleicht ein Filter die E-Mail zurück. Bitten Sie Ihre E-Mail-Administratoren, in der Quarantäne nachzusehen.',
  'help.userId':
    'Stimmt diese Benutzer-ID: {userId}? Groß- und Kleinschreibung kann eine Rolle spielen, und eine E-Mail-Adresse ist meist keine Benutzer-ID.',
  'help.limits':
    'Jedes Konto erhält höchstens {perHour} pro Stunde und {perDay} pro Tag. Mehrere Anforderungen kurz nacheinander bringen nur eine E-Mail.',

  'password.title': 'Neues Passwort wählen',
  'password.lead':
    'Ihr Code wurde akzeptiert. Das neue Passwort ersetzt das alte überall, wo Sie dieses Konto verwenden.',
  'password.hint': 'Ein paar Wörter ohne Zusammenhang ergeben ein gutes Passwort.',
  'password.rule.length': 'Mindestens {characters}',
  'password.rule.context': 'Nicht von Ihrer Benutzer-ID oder dem Namen dieses Dienstes abgeleitet',
  'password.rule.common': 'Keines der häufigsten Passwörter',
  'password.rule.met': 'Erfüllt:',
  'password.rule.unmet': 'Nicht erfüllt:',
  'password.strength': 'Passwortstärke',
  'password.strengthIs': 'Stärke: {level}',
  'password.level.weak': 'schwach',
  'password.level.fair': 'mittel',
  'password.level.good': 'gut',
  'password.level.strong': 'stark',
  'password.fine': 'Bisher keine Probleme gefunden.',
  'password.same': 'Die Passwörter stimmen überein.',
  'password.timeLeft': 'Verbleibende Zeit',
  'password.submit': 'Passwort zurücksetzen',
  'password.submitting': 'Wird geändert\u00a0…',
  'password.rejected': 'Bitte wählen Sie ein anderes Passwort:',
  'password.unsettled':
    'Wir konnten die Änderung nicht bestätigen. Ihr Passwort wurde also vielleicht geändert, vielleicht auch nicht. Versuchen Sie es noch einmal. Wird das abgelehnt, versuchen Sie, sich mit dem neuen Passwort anzumelden.',
  'password.reason.too-short': 'Es ist zu kurz: Verwenden Sie mindestens {characters}.',
  'password.reason.too-long': 'Es ist zu lang.',
  'password.reason.common': 'Es gehört zu den häufigsten Passwörtern und würde zuerst erraten.',
  'password.reason.breached': 'Es ist in einem Datenleck aufgetaucht und daher nicht mehr geheim.',
  'password.reason.context-word':
    'Es ist von Ihrer Benutzer-ID, Ihrer E-Mail-Adresse oder dem Namen dieses Dienstes abgeleitet.',
  'password.reason.reused': 'Sie haben es schon einmal verwendet.',
  'password.reason.refused-by-directory': 'Es entspricht nicht den Regeln Ihrer Organisation.',
  'password.reason.too-young':
    'Ihre Organisation erlaubt so bald keine weitere Änderung. Auch andere Passwörter werden vorerst nicht akzeptiert.',
  'password.reason.unknown': 'Es entspricht nicht den Regeln.',

  'done.title': 'Passwort geändert',
  'done.lead': 'Ihr neues Passwort gilt ab sofort. Wir bestätigen die Änderung per E-Mail.',
  'done.notYou':
    'Sollten Sie diese E-Mail einmal erhalten, ohne Ihr Passwort geändert zu haben, öffnen Sie sofort den Link darin.',
  'done.login': 'Zur Anmeldung',

  'expired.title': 'Die Zeit ist abgelaufen',
  'expired.lead':
    'Zu Ihrer Sicherheit ist jeder Schritt nur wenige Minuten offen. Beginnen Sie neu, um einen neuen Code zu erhalten.',
  'expired.startAgain': 'Neu beginnen',

  'report.title': 'Diese Anforderung stoppen?',
  'report.lead':
    'Jemand hat einen Code angefordert, um Ihr Passwort zurückzusetzen. Wenn Sie das nicht waren, stoppen Sie die Anforderung: Der Code gilt dann nicht mehr.',
  'report.nothingYet': 'Durch das Öffnen dieser Seite hat sich nichts geändert.',
  'report.submit': 'Anforderung stoppen',
  'report.submitting': 'Wird gestoppt\u00a0…',
  'report.sentTitle': 'Danke für Ihre Meldung',
  'report.sent': 'Der Code aus dieser E-Mail gilt nicht mehr.',
  'report.now': 'Was Sie jetzt tun können',
  'report.usual': 'Mehr ist nicht nötig: Melden Sie sich wie gewohnt mit Ihrem Passwort an.',
  'report.changed':
    'Wenn eine weitere E-Mail meldet, dass Ihr Passwort geändert wurde, öffnen Sie sie und tun Sie sofort, was darin steht.',
  'report.again':
    'Wenn Sie immer wieder E-Mails bekommen, die Sie nicht angefordert haben, informieren Sie Ihren Support.',
  'report.login': 'Zur Anmeldung',
  'report.incomplete':
    'Dieser Link ist unvollständig. Öffnen Sie ihn erneut aus der E-Mail oder kopieren Sie den ganzen Link.',

  'reportChange.title': 'Passwort ohne Sie geändert?',
  'reportChange.lead':
    'Vielleicht hat jemand anderes Zugriff auf Ihr Konto. Sperren Sie das neue Passwort jetzt: Damit enden auch alle Sitzungen, und niemand bleibt in Ihrem Konto angemeldet.',
  'reportChange.submit': 'Das war ich nicht',
  'reportChange.submitting': 'Wird gesendet\u00a0…',
  'reportChange.sentTitle': 'Tun Sie jetzt Folgendes',
  'reportChange.sent':
    'Ihre Meldung ist angekommen. Das neue Passwort wird gesperrt, und alle Sitzungen werden beendet. Ist die E-Mail älter als ein paar Tage, geht das eventuell nicht mehr; die Schritte bleiben dieselben.',
  'reportChange.mailbox': 'Ändern Sie das Passwort Ihres Postfachs. Vielleicht liest jemand anderes Ihre E-Mails.',
  'reportChange.reset': 'Legen Sie hier ein neues Passwort fest. Nehmen Sie eines, das Sie sonst nirgends verwenden.',
  'reportChange.support': 'Sagen Sie Ihrem Support, was passiert ist.',
  'reportChange.resetLink': 'Neues Passwort festlegen',

  'notFound.title': 'Seite nicht gefunden',
  'notFound.lead': 'Vielleicht enthält die Adresse einen Tippfehler, oder die Seite wurde verschoben.',
  'notFound.home': 'Zur Anmeldung',

  'broken.title': 'Diese Seite kann gerade nicht angezeigt werden',
  'broken.lead':
    'Ihre Einstellungen konnten nicht geladen werden. Prüfen Sie Ihre Verbindung und versuchen Sie es erneut.',

  'field.userId': 'Benutzer-ID',
  'field.password': 'Passwort',
  'field.email': 'E-Mail-Adresse',
  'field.otp': 'Code aus der E-Mail',
  'field.newPassword': 'Neues Passwort',
  'field.confirmPassword': 'Neues Passwort bestätigen',
  'field.show': 'Anzeigen',
  'field.hide': 'Verbergen',
  'field.showLabel': 'Eingabe anzeigen: {field}',
  'field.hideLabel': 'Eingabe verbergen: {field}',
  'field.capsLock': 'Die Feststelltaste ist aktiviert.',
  'error.userId': 'Geben Sie Ihre Benutzer-ID ein.',
  'error.userIdInvalid': 'Das sieht nicht nach einer Benutzer-ID aus. Bitte prüfen Sie sie.',
  'error.password': 'Geben Sie Ihr Passwort ein.',
  'error.email': 'Geben Sie eine E-Mail-Adresse ein, zum Beispiel name@example.com.',
  'error.otp': 'Geben Sie alle {digits} des Codes ein.',
  'error.otpTooLong': 'Das sind mehr als {digits}. Geben Sie nur den Code ein.',
  'error.newPassword': 'Geben Sie ein neues Passwort ein.',
  'error.confirmPassword': 'Die Passwörter stimmen nicht überein.',
  'error.captcha': 'Schließen Sie zuerst die Sicherheitsprüfung ab.',

  'captcha.label': 'Sicherheitsprüfung',
  'captcha.loading': 'Sicherheitsprüfung wird geladen\u00a0…',
  'captcha.failed':
    'Die Sicherheitsprüfung konnte nicht geladen werden. Vielleicht blockiert sie ein Inhaltsblocker oder Ihr Netzwerk.',
  'captcha.expired': 'Die Sicherheitsprüfung ist abgelaufen. Bitte wiederholen Sie sie.',
  'captcha.retry': 'Erneut laden',

  'problem.invalid-request': 'Eine Eingabe ist ungültig. Bitte prüfen Sie das Formular.',
  'problem.captcha-rejected': 'Die Sicherheitsprüfung wurde nicht akzeptiert. Bitte wiederholen Sie sie.',
  'problem.captcha-unavailable':
    'Die Sicherheitsprüfung kann gerade nicht ausgewertet werden. Ihre Eingaben bleiben erhalten. Versuchen Sie es in einer Minute erneut.',
  'problem.rate-limited': 'Zu viele Anfragen. Bitte versuchen Sie es später erneut.',
  'problem.rate-limitedFor': 'Zu viele Anfragen. Bitte versuchen Sie es in {time} erneut.',
  'problem.reset-rejected': 'Dieser Vorgang ist abgelaufen oder beendet. Bitte beginnen Sie neu.',
  'problem.login-rejected': 'Benutzer-ID oder Passwort ist falsch.',
  'problem.service-unavailable': 'Der Dienst ist gerade nicht verfügbar. Bitte versuchen Sie es gleich noch einmal.',
  'problem.not-found': 'Der Dienst hat diese Anfrage nicht erkannt. Bitte laden Sie die Seite neu.',
  'problem.offline': 'Sie sind offenbar offline. Prüfen Sie Ihre Verbindung und versuchen Sie es erneut.',
  'problem.unreachable': 'Der Dienst ist nicht erreichbar. Prüfen Sie Ihre Verbindung und versuchen Sie es erneut.',
  'problem.answer-lost': 'Die Verbindung wurde unterbrochen, bevor die Antwort ankam. Bitte versuchen Sie es erneut.',
  'problem.unexpected': 'Der Dienst hat eine unerwartete Antwort gesendet. Bitte versuchen Sie es gleich noch einmal.',

  'notice.offline':
    'Sie sind offline. Ihre Eingaben bleiben erhalten. Machen Sie weiter, sobald Sie wieder online sind.',
  'notice.wrongOrder': 'Bitte schließen Sie zuerst die vorherigen Schritte ab. Machen Sie hier weiter.',
  'notice.stepDone': 'Dieser Schritt ist schon erledigt. Machen Sie hier weiter.',
  'notice.resetEnded': 'Dieser Vorgang ist abgelaufen oder beendet. Bitte beginnen Sie neu.',
  'notice.maybeChanged':
    'Dieser Vorgang ist beendet, und Ihr Passwort wurde vielleicht schon geändert. Versuchen Sie, sich mit dem neuen anzumelden.',

  'count.digits': { one: '{count} Ziffer', other: '{count} Ziffern' },
  'count.codes': { one: '{count} Code', other: '{count} Codes' },
  'count.characters': { one: '{count} Zeichen', other: '{count} Zeichen' },
  'time.minutes': { one: '{count} Minute', other: '{count} Minuten' },
  'time.seconds': { one: '{count} Sekunde', other: '{count} Sekunden' },
} as const satisfies Translation<'one' | 'other'>;
