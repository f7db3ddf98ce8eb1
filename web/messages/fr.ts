import type { Translation } from './translation.ts';

/** Spaces before `?`, `!`, `:` and `;` are no-break ones, so that no line begins with the mark. */
export const fr = {
  'app.lead': 'Accès au compte',
  'app.loading': 'Un instant…',
  'app.retry': 'Réessayer',
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
  'login.loggedOut': 'Déconnexion effectuée.',
  'login.sessionEnded': 'Votre session est terminée. Veuillez vous reconnecter.',

  'account.title': 'Votre compte',
  'account.loggedInAs': 'Session ouverte en tant que {userId}',
  'account.until': 'Cette session se termine le {time}, ou lorsque vous vous déconnectez.',
  'account.logOut': 'Se déconnecter',
  'account.loggingOut': 'Déconnexion…',

  'forgot.title': 'Réinitialiser le mot de passe',
  'forgot.lead':
    'Saisissez votre identifiant. S’il a une adresse e-mail enregistrée, un code à saisir à la page suivante y sera envoyé.',
  'forgot.submit': 'Réinitialiser le mot de passe',
  'forgot.submitting': 'Envoi…',
  'forgot.userIdToo': 'Identifiant oublié aussi\u00a0?',
  'forgot.backToLogin': 'Retour à la connexion',

  'remind.title': 'Retrouver votre identifiant',
  'remind.lead': 'Saisissez votre adresse e-mail. Le message indiquera tous les identifiants qui y sont enregistrés.',
  'remind.submit': 'Envoyer mon identifiant',
  'remind.submitting': 'Envoi…',
  'remind.sentTitle': 'Consultez vos e-mails',
  'remind.sent': 'Si cette adresse est enregistrée, un e-mail est en route.',
  'remind.sentHint':
    'Cela peut prendre une ou deux minutes. Si rien n’arrive, regardez dans le dossier des courriers indésirables.',
  'remind.continue': 'Je connais maintenant mon identifiant',
  'remind.again': 'Essayer une autre adresse',

  'code.title': 'Saisissez le code',
  'code.lead': 'Si cet identifiant a une adresse e-mail enregistrée, un code à {digits} y est en route.',
  'code.leadByLink':
    'Un code à {digits} est en route vers votre adresse enregistrée. Saisissez-le vous-même et ne le donnez à personne\u00a0: aucun administrateur n’en a besoin.',
  'code.reference': 'Référence',
  'code.hint': 'Il est dans l’e-mail qui porte cette référence. Les espaces ne comptent pas.',
  'code.timeLeft': 'Temps restant',
  'code.submit': 'Continuer',
  'code.submitting': 'Vérification…',
  'code.rejected': 'Ce code n’a pas été accepté.',
  'code.attemptsLeft': {
    one: 'Il reste {count} essai.',
    many: 'Il reste {count} d’essais.',
    other: 'Il reste {count} essais.',
  },
  'code.noAttemptsLeft': 'Ce code n’a pas été accepté et il ne reste aucun essai. Demandez un nouveau code ci-dessous.',
  'code.noMail': 'Pas d’e-mail\u00a0?',
  'code.resend': 'Envoyer un nouveau code',
  'code.resendIn': 'Vous pourrez demander un nouveau code dans {time}.',
  'code.resendLead': 'Un nouveau code remplace le précédent.',
  'code.resendSubmit': 'Envoyer un nouveau code',
  'code.resending': 'Envoi…',
  'code.resent':
    'Si l’identifiant a une adresse enregistrée, un nouveau code est en route. Le code précédent n’est plus valable.',
  'code.startAgain': 'Utiliser un autre identifiant',

  'password.title': 'Choisissez un nouveau mot de passe',
  'password.lead':
    'Le code a été accepté. Le nouveau mot de passe remplace l’ancien partout où vous utilisez ce compte.',
  'password.hint': 'Au moins {characters}. Quelques mots sans rapport entre eux font un bon mot de passe.',
  'password.timeLeft': 'Temps restant pour terminer',
  'password.submit': 'Réinitialiser le mot de passe',
  'password.submitting': 'Modification…',
  'password.rejected': 'Veuillez choisir un autre mot de passe\u00a0:',
  'password.unsettled':
    'Le service n’a pas pu terminer, votre mot de passe a donc peut-être changé, ou non. Réessayez une fois\u00a0; en cas de refus, essayez de vous connecter avec le nouveau mot de passe.',
  'password.reason.too-short': 'Il est trop court\u00a0: utilisez au moins {characters}.',
  'password.reason.too-long': 'Il est trop long.',
  'password.reason.common': 'Il fait partie des mots de passe les plus utilisés, devinés en premier.',
  'password.reason.breached': 'Il est apparu dans une fuite de données, il n’est donc plus secret.',
  'password.reason.context-word':
    'Il est construit à partir de votre identifiant, de votre adresse ou du nom de ce service.',
  'password.reason.reused': 'Vous l’avez déjà utilisé.',
  'password.reason.refused-by-directory': 'Il ne respecte pas les règles de votre organisation.',
  'password.reason.unknown': 'Il ne respecte pas les règles.',

  'done.title': 'Mot de passe modifié',
  'done.lead': 'Votre nouveau mot de passe est en place. Un e-mail confirme la modification.',
  'done.notYou': 'Si vous recevez cet e-mail sans avoir rien modifié, suivez aussitôt le lien qu’il contient.',
  'done.login': 'Se connecter',

  'expired.title': 'Le temps est écoulé',
  'expired.lead':
    'Pour votre sécurité, le code et l’étape suivante ne restent ouverts que quelques minutes. Rien n’a changé.',
  'expired.startAgain': 'Recommencer',

  'report.title': 'Ce n’était pas vous\u00a0?',
  'report.lead':
    'Vous avez reçu un e-mail au sujet d’une réinitialisation que vous n’avez pas demandée. Signalez-le-nous\u00a0: nous arrêterons cette demande et en garderons trace.',
  'report.nothingYet': 'L’ouverture de cette page n’a rien déclenché.',
  'report.submit': 'Ce n’était pas moi',
  'report.submitting': 'Envoi…',
  'report.sentTitle': 'Merci',
  'report.sent': 'Votre signalement est arrivé. Si la demande était encore ouverte, elle a été arrêtée.',
  'report.sentHint': 'Si votre mot de passe a été modifié sans vous, réinitialisez-le maintenant.',
  'report.reset': 'Réinitialiser mon mot de passe',
  'report.incomplete': 'Le lien est incomplet. Rouvrez-le depuis l’e-mail ou copiez-le en entier.',

  'notFound.title': 'Il n’y a rien ici',
  'notFound.lead': 'L’adresse est peut-être mal saisie, ou la page a été déplacée.',
  'notFound.home': 'Aller à la connexion',

  'broken.title': 'Ces pages ne peuvent pas être affichées pour le moment',
  'broken.lead': 'Leurs paramètres n’ont pas pu être chargés.',

  'field.userId': 'Identifiant',
  'field.password': 'Mot de passe',
  'field.email': 'Adresse e-mail',
  'field.otp': 'Code reçu par e-mail',
  'field.newPassword': 'Nouveau mot de passe',
  'field.confirmPassword': 'Nouveau mot de passe, encore une fois',
  'field.show': 'Afficher',
  'field.hide': 'Masquer',
  'field.showLabel': 'Afficher la saisie\u00a0: {field}',
  'field.hideLabel': 'Masquer la saisie\u00a0: {field}',
  'error.userId': 'Saisissez votre identifiant.',
  'error.userIdInvalid': 'Ceci ne peut pas être un identifiant. Veuillez vérifier.',
  'error.password': 'Saisissez votre mot de passe.',
  'error.email': 'Saisissez une adresse telle que nom@example.com.',
  'error.otp': 'Saisissez le code à {digits}.',
  'error.newPassword': 'Saisissez un nouveau mot de passe.',
  'error.confirmPassword': 'Les deux mots de passe ne sont pas identiques.',
  'error.humanCheck': 'Effectuez d’abord la vérification anti-robot.',

  'humanCheck.label': 'Vérification anti-robot',
  'humanCheck.loading': 'Chargement de la vérification anti-robot…',
  'humanCheck.failed':
    'La vérification anti-robot n’a pas pu être chargée. Un bloqueur de contenu ou le réseau l’empêche peut-être.',
  'humanCheck.expired': 'La vérification anti-robot a expiré. Veuillez la refaire.',
  'humanCheck.retry': 'Recharger la vérification',

  'problem.invalid-request': 'Quelque chose ne va pas dans le formulaire. Veuillez vérifier.',
  'problem.captcha-rejected': 'La vérification anti-robot n’a pas été acceptée. Veuillez la refaire.',
  'problem.captcha-unavailable':
    'La vérification anti-robot ne peut pas être contrôlée pour le moment. Rien n’est perdu\u00a0: réessayez dans une minute.',
  'problem.rate-limited': 'Trop de demandes. Veuillez réessayer plus tard.',
  'problem.rate-limitedFor': 'Trop de demandes. Veuillez réessayer dans {time}.',
  'problem.reset-rejected': 'Cette réinitialisation a expiré ou est terminée. Veuillez recommencer.',
  'problem.login-rejected': 'L’identifiant ou le mot de passe est incorrect.',
  'problem.service-unavailable': 'Le service n’est pas disponible pour le moment. Réessayez dans un instant.',
  'problem.not-found': 'Le service ne connaît pas cette demande. Veuillez recharger la page.',
  'problem.offline': 'Vous semblez être hors ligne. Vérifiez votre connexion et réessayez.',
  'problem.unreachable': 'Le service est injoignable. Vérifiez votre connexion et réessayez.',
  'problem.unexpected': 'Le service a donné une réponse que ces pages ne comprennent pas. Réessayez dans un instant.',

  'notice.offline':
    'Vous êtes hors ligne. Ce que vous avez saisi est conservé\u00a0; continuez quand la connexion sera rétablie.',
  'notice.wrongOrder': 'Cette page demande les étapes précédentes. Veuillez continuer ici.',
  'notice.resetEnded': 'Cette réinitialisation a expiré ou est terminée. Veuillez recommencer.',
  'notice.maybeChanged':
    'Cette réinitialisation est terminée et votre mot de passe a peut-être déjà changé. Essayez de vous connecter avec le nouveau.',

  'count.digits': { one: '{count} chiffre', many: '{count} de chiffres', other: '{count} chiffres' },
  'count.characters': { one: '{count} caractère', many: '{count} de caractères', other: '{count} caractères' },
  'time.minutes': { one: '{count} minute', many: '{count} de minutes', other: '{count} minutes' },
  'time.seconds': { one: '{count} seconde', many: '{count} de secondes', other: '{count} secondes' },
} as const satisfies Translation<'one' | 'many' | 'other'>;
