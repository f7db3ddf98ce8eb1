import type { Translation } from './translation.ts';

/** Spaces before `?`, `!`, `:` and `;` are no-break spaces, so that no line begins with the mark. */
export const fr = {
  'app.lead': 'Accès au compte',
  'app.loading': 'Un instant…',
  'app.retry': 'Réessayer',
  'form.slow': 'Cela prend plus de temps que d’habitude. Veuillez rester sur cette page.',
  'support.label': 'Besoin d’aide\u00a0?',
  'language.label': 'Langue',
  'language.failed': 'Cette langue n’a pas pu être chargée. Veuillez réessayer.',
  'steps.label': 'Étape {step} sur {steps}',
  'steps.account': 'Compte',
  'steps.code': 'Code',
  'steps.password': 'Mot de passe',
  'steps.done': 'Terminé',

  'login.title': 'Connexion',
  'login.lead': 'Saisissez votre identifiant et votre mot de passe.',
  'login.submit': 'Se connecter',
  'login.submitting': 'Connexion…',
  'login.forgot': 'Identifiant ou mot de passe oublié\u00a0?',
  'login.loggedOut': 'Déconnexion réussie.',
  'login.sessionEnded': 'Votre session a pris fin. Veuillez vous reconnecter.',

  'account.title': 'Votre compte',
  'account.loggedInAs': 'Session ouverte en tant que {userId}',
  'account.until': 'Votre session prend fin lorsque vous vous déconnectez, ou le {time}.',
  'account.logOut': 'Se déconnecter',
  'account.loggingOut': 'Déconnexion…',

  'forgot.title': 'Réinitialiser le mot de passe',
  'forgot.lead':
    'Saisissez votre identifiant. Si une adresse e-mail y est associée, nous y enverrons un code pour l’étape suivante.',
  'forgot.submit': 'Réinitialiser le mot de passe',
  'forgot.submitting': 'Envoi en cours…',
  'forgot.userIdToo': 'Identifiant oublié aussi\u00a0?',
  'forgot.backToLogin': 'Retour à la connexion',
  'forgot.open': 'Vous avez déjà commencé une réinitialisation dans cet onglet.',
  'forgot.goOn': 'Reprendre où vous en étiez',
  'forgot.hint': 'Les majuscules peuvent compter. Votre adresse e-mail n’est en général pas votre identifiant.',
  'forgot.address': 'Cela ressemble à une adresse e-mail. Saisissez votre identifiant, sauf s’ils sont identiques.',
  'forgot.haveCode': 'J’ai un code',
  'forgot.maybeSent':
    'La connexion a été interrompue\u00a0: votre demande est peut-être arrivée. Si vous recevez un e-mail, suivez son lien. Sinon, réessayez dans une minute.',

  'remind.title': 'Retrouver votre identifiant',
  'remind.lead':
    'Saisissez votre adresse e-mail. Si des identifiants y sont associés, nous vous en enverrons la liste par e-mail.',
  'remind.submit': 'Envoyer mon identifiant',
  'remind.submitting': 'Envoi en cours…',
  'remind.sentTitle': 'Consultez vos e-mails',
  'remind.sent': 'Si cette adresse est enregistrée, un e-mail est en cours d’envoi.',
  'remind.sentHint':
    'Cela peut prendre une ou deux minutes. Si rien n’arrive, regardez dans vos courriers indésirables et dans vos autres boîtes de réception. Au travail, un filtre peut retenir l’e-mail.',
  'remind.continue': 'Je connais mon identifiant',
  'remind.again': 'Utiliser une autre adresse',

  'code.title': 'Saisissez le code',
  'code.for': 'Pour {userId}',
  'code.change': 'Modifier',
  'code.lead':
    'Si ce compte existe et n’a pas atteint sa limite, un code à {digits} est en cours d’envoi à l’adresse e-mail associée.',
  'code.leadByLink':
    'Un code à {digits} est en cours d’envoi à l’adresse e-mail associée à votre compte. Saisissez-le vous-même et ne le communiquez à personne\u00a0: aucun administrateur n’en a besoin.',
  'code.reference': 'Référence',
  'code.hint':
    'Il se trouve dans l’e-mail qui porte cette référence. Une fois le code saisi et la vérification anti-robot terminée, la page passe automatiquement à la suite.',
  'code.hintUnseen':
    'Il se trouve dans l’e-mail qui porte cette référence. Une fois le code saisi en entier, la page passe automatiquement à la suite.',
  'code.nowCheck': 'Le code est complet. Effectuez maintenant la vérification anti-robot pour continuer.',
  'code.timeLeft': 'Temps restant',
  'code.submit': 'Continuer',
  'code.submitting': 'Vérification en cours…',
  'code.lost':
    'La connexion a été interrompue avant l’arrivée de la réponse. Le code sera renvoyé dès que la vérification anti-robot sera terminée, sans consommer d’autre tentative.',
  'code.rejected': 'Ce code n’a pas été accepté.',
  'code.rejectedOlder': 'Utilisez le code de l’e-mail le plus récent portant la référence {reference}.',
  'code.attemptsLeft': {
    one: 'Il reste {count} tentative.',
    many: 'Il reste {count} de tentatives.',
    other: 'Il reste {count} tentatives.',
  },
  'code.lockedTitle': 'Plus aucune tentative',
  'code.noAttemptsLeft':
    'Ce code n’a pas été accepté et il ne vous reste aucune tentative. Demandez un nouveau code ci-dessous.',
  'code.noMail': 'Pas encore d’e-mail\u00a0?',
  'code.resend': 'Envoyer un nouveau code',
  'code.resendIn': 'Vous pourrez demander un nouveau code dans {time}.',
  'code.resendLead': 'Un nouveau code remplace le précédent.',
  'code.resendCheck': 'Effectuez maintenant la vérification anti-robot pour envoyer le nouveau code.',
  'code.resending': 'Envoi en cours…',
  'code.resent':
    'Si ce compte existe et n’a pas atteint sa limite, un nouveau code est en cours d’envoi. D’ici là, le code précédent reste valable.',
  'code.expiredByLink': 'Le code de cet e-mail a expiré. Demandez-en un nouveau ici.',
  'code.startAgain': 'Utiliser un autre identifiant',
  'code.whereLead':
    'Ouvrez l’e-mail qui contient le code et suivez son lien. Il ouvre cette page pour votre demande, sur n’importe quel appareil.',
  'code.whereNone': 'Pas d’e-mail, ou un code expiré\u00a0? Demandez-en un nouveau.',
  'code.request': 'Demander un code',

  'help.noMail': 'Que vérifier\u00a0?',
  'help.wait': 'Un e-mail arrive en général en une ou deux minutes, parfois un peu plus tard.',
  'help.folders':
    'Regardez dans vos courriers indésirables et dans toutes les boîtes de réception que vous avez pu enregistrer.',
  'help.quarantine':
    'Au travail, un filtre peut retenir l’e-mail. Demandez à vos administrateurs de messagerie de vérifier la quarantaine.',
  'help.userId':
    'Cet identifiant est-il correct\u00a0: {userId}\u00a0? Les majuscules peuvent compter, et une adresse e-mail n’est en général pas un identifiant.',
  'help.limits':
    'Chaque compte reçoit au plus {perHour} par heure et {perDay} par jour. Plusieurs demandes rapprochées ne donnent qu’un seul e-mail.',

  'password.title': 'Choisissez un nouveau mot de passe',
  'password.lead':
    'Votre code a été accepté. Le nouveau mot de passe remplace l’ancien partout où vous utilisez ce compte.',
  'password.hint': 'Quelques mots sans rapport entre eux font un bon mot de passe.',
  'password.rule.length': 'Au moins {characters}',
  'password.rule.context': 'Non basé sur votre identifiant ni sur le nom de ce service',
  'password.rule.common': 'Absent de la liste des mots de passe les plus courants',
  'password.rule.met': 'Respecté\u00a0:',
  'password.rule.unmet': 'Non respecté\u00a0:',
  'password.strength': 'Robustesse du mot de passe',
  'password.strengthIs': 'Robustesse\u00a0: {level}',
  'password.level.weak': 'faible',
  'password.level.fair': 'moyenne',
  'password.level.good': 'bonne',
  'password.level.strong': 'forte',
  'password.fine': 'Aucun problème détecté pour le moment.',
  'password.same': 'Les deux mots de passe sont identiques.',
  'password.timeLeft': 'Temps restant',
  'password.submit': 'Réinitialiser le mot de passe',
  'password.submitting': 'Modification en cours…',
  'password.rejected': 'Veuillez choisir un autre mot de passe\u00a0:',
  'password.unsettled':
    'Nous n’avons pas pu confirmer la modification\u00a0: votre mot de passe a peut-être changé, ou non. Réessayez une fois. En cas de refus, essayez de vous connecter avec le nouveau mot de passe.',
  'password.reason.too-short': 'Il est trop court\u00a0: utilisez au moins {characters}.',
  'password.reason.too-long': 'Il est trop long.',
  'password.reason.common': 'Il fait partie des mots de passe les plus courants et serait deviné en premier.',
  'password.reason.breached': 'Il est apparu dans une fuite de données\u00a0: il n’est plus secret.',
  'password.reason.context-word': 'Il est basé sur votre identifiant, votre adresse e-mail ou le nom de ce service.',
  'password.reason.reused': 'Vous l’avez déjà utilisé.',
  'password.reason.refused-by-directory': 'Il ne respecte pas les règles de votre organisation.',
  'password.reason.too-young':
    'Votre organisation n’autorise pas une nouvelle modification si tôt. Aucun autre mot de passe ne sera accepté pour le moment.',
  'password.reason.unknown': 'Il ne respecte pas les règles.',

  'done.title': 'Mot de passe modifié',
  'done.lead': 'Votre nouveau mot de passe est actif. Nous vous confirmons la modification par e-mail.',
  'done.notYou':
    'Si vous recevez un jour cet e-mail sans avoir modifié votre mot de passe, suivez immédiatement le lien qu’il contient.',
  'done.login': 'Se connecter',

  'expired.title': 'Le délai est dépassé',
  'expired.lead':
    'Pour votre sécurité, chaque étape ne reste ouverte que quelques minutes. Recommencez pour recevoir un nouveau code.',
  'expired.startAgain': 'Recommencer',

  'report.title': 'Arrêter cette demande\u00a0?',
  'report.lead':
    'Quelqu’un a demandé un code pour réinitialiser votre mot de passe. Si ce n’était pas vous, arrêtez la demande\u00a0: le code ne fonctionnera plus.',
  'report.nothingYet': 'L’ouverture de cette page n’a rien modifié.',
  'report.submit': 'Arrêter la demande',
  'report.submitting': 'Arrêt en cours…',
  'report.sentTitle': 'Merci de nous avoir prévenus',
  'report.sent': 'Le code de cet e-mail ne fonctionne plus.',
  'report.now': 'Que faire maintenant',
  'report.usual': 'Rien de plus n’est nécessaire\u00a0: connectez-vous avec votre mot de passe comme d’habitude.',
  'report.changed':
    'Si un autre e-mail vous annonce que votre mot de passe a été modifié, ouvrez-le et suivez aussitôt ses instructions.',
  'report.again': 'Si vous recevez encore des e-mails que vous n’avez pas demandés, prévenez votre assistance.',
  'report.login': 'Aller à la connexion',
  'report.incomplete': 'Ce lien est incomplet. Ouvrez-le à nouveau depuis l’e-mail ou copiez-le en entier.',

  'reportChange.title': 'Mot de passe modifié sans vous\u00a0?',
  'reportChange.lead':
    'Quelqu’un d’autre a peut-être accès à votre compte. Bloquez maintenant le nouveau mot de passe\u00a0: toutes les sessions sont aussi fermées, et personne ne reste connecté à votre compte.',
  'reportChange.submit': 'Ce n’était pas moi',
  'reportChange.submitting': 'Envoi en cours…',
  'reportChange.sentTitle': 'À faire maintenant',
  'reportChange.sent':
    'Votre signalement est arrivé. Le nouveau mot de passe est en cours de blocage et toutes les sessions se ferment. Si l’e-mail date de plus de quelques jours, ce n’est peut-être plus possible\u00a0; les étapes restent les mêmes.',
  'reportChange.mailbox': 'Changez le mot de passe de votre messagerie. Quelqu’un d’autre lit peut-être vos e-mails.',
  'reportChange.reset': 'Définissez ici un nouveau mot de passe que vous n’utilisez nulle part ailleurs.',
  'reportChange.support': 'Dites à votre assistance ce qui s’est passé.',
  'reportChange.resetLink': 'Définir un nouveau mot de passe',

  'notFound.title': 'Page introuvable',
  'notFound.lead': 'L’adresse contient peut-être une erreur, ou la page a été déplacée.',
  'notFound.home': 'Aller à la connexion',

  'broken.title': 'Cette page ne peut pas être affichée pour le moment',
  'broken.lead': 'Ses paramètres n’ont pas pu être chargés. Vérifiez votre connexion et réessayez.',

  'field.userId': 'Identifiant',
  'field.password': 'Mot de passe',
  'field.email': 'Adresse e-mail',
  'field.otp': 'Code reçu par e-mail',
  'field.newPassword': 'Nouveau mot de passe',
  'field.confirmPassword': 'Confirmer le nouveau mot de passe',
  'field.show': 'Afficher',
  'field.hide': 'Masquer',
  'field.showLabel': 'Afficher la saisie\u00a0: {field}',
  'field.hideLabel': 'Masquer la saisie\u00a0: {field}',
  'field.capsLock': 'Le verrouillage des majuscules est activé.',
  'error.userId': 'Saisissez votre identifiant.',
  'error.userIdInvalid': 'Cela ne ressemble pas à un identifiant. Veuillez le vérifier.',
  'error.password': 'Saisissez votre mot de passe.',
  'error.email': 'Saisissez une adresse e-mail, par exemple nom@example.com.',
  'error.otp': 'Saisissez les {digits} du code.',
  'error.otpTooLong': 'Il y a plus de {digits}. Saisissez uniquement le code.',
  'error.newPassword': 'Saisissez un nouveau mot de passe.',
  'error.confirmPassword': 'Les deux mots de passe ne sont pas identiques.',
  'error.captcha': 'Effectuez d’abord la vérification anti-robot.',

  'captcha.label': 'Vérification anti-robot',
  'captcha.loading': 'Chargement de la vérification anti-robot…',
  'captcha.failed':
    'La vérification anti-robot n’a pas pu être chargée. Un bloqueur de contenu ou votre réseau la bloque peut-être.',
  'captcha.expired': 'La vérification anti-robot a expiré. Veuillez la refaire.',
  'captcha.retry': 'Recharger la vérification',

  'problem.invalid-request': 'Une information saisie n’est pas valide. Veuillez vérifier le formulaire.',
  'problem.captcha-rejected': 'La vérification anti-robot n’a pas été acceptée. Veuillez la refaire.',
  'problem.captcha-unavailable':
    'La vérification anti-robot ne peut pas être validée pour le moment. Votre saisie est conservée. Réessayez dans une minute.',
  'problem.rate-limited': 'Trop de demandes. Veuillez réessayer plus tard.',
  'problem.rate-limitedFor': 'Trop de demandes. Veuillez réessayer dans {time}.',
  'problem.reset-rejected': 'Cette réinitialisation a expiré ou a pris fin. Veuillez recommencer.',
  'problem.login-rejected': 'L’identifiant ou le mot de passe est incorrect.',
  'problem.service-unavailable': 'Le service n’est pas disponible pour le moment. Veuillez réessayer dans un instant.',
  'problem.not-found': 'Le service n’a pas reconnu cette demande. Veuillez recharger la page.',
  'problem.offline': 'Vous semblez être hors connexion. Vérifiez votre connexion et réessayez.',
  'problem.unreachable': 'Le service est injoignable. Vérifiez votre connexion et réessayez.',
  'problem.answer-lost': 'La connexion a été interrompue avant l’arrivée de la réponse. Veuillez réessayer.',
  'problem.unexpected': 'Le service a envoyé une réponse inattendue. Veuillez réessayer dans un instant.',

  'notice.offline': 'Vous êtes hors connexion. Votre saisie est conservée. Continuez une fois la connexion rétablie.',
  'notice.wrongOrder': 'Veuillez d’abord terminer les étapes précédentes. Continuez ici.',
  'notice.stepDone': 'Cette étape est déjà terminée. Continuez ici.',
  'notice.resetEnded': 'Cette réinitialisation a expiré ou a pris fin. Veuillez recommencer.',
  'notice.maybeChanged':
    'Cette réinitialisation a pris fin et votre mot de passe a peut-être déjà changé. Essayez de vous connecter avec le nouveau.',

  'count.digits': { one: '{count} chiffre', many: '{count} de chiffres', other: '{count} chiffres' },
  'count.codes': { one: '{count} code', many: '{count} de codes', other: '{count} codes' },
  'count.characters': { one: '{count} caractère', many: '{count} de caractères', other: '{count} caractères' },
  'time.minutes': { one: '{count} minute', many: '{count} de minutes', other: '{count} minutes' },
  'time.seconds': { one: '{count} seconde', many: '{count} de secondes', other: '{count} secondes' },
} as const satisfies Translation<'one' | 'many' | 'other'>;
