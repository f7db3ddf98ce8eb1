import { instantIn } from './instant.ts';
import type { MailTexts } from './mail-texts.ts';

/** Spaces before `?` and `:` are no-break ones, so that no line begins with the mark. */
export const fr: MailTexts = {
  instant: instantIn('fr'),
  colon: '\u00a0: ',
  referenceLabel: 'Référence',
  userIdLabel: 'Identifiant',
  askedLabel: 'Demande',
  networkLabel: 'Depuis le réseau',
  browserLabel: 'Avec',
  browser: (family, system) => `${family} sous ${system}`,
  questions: 'Des questions\u00a0?',
  footer: (productName) => `${productName} a envoyé cet e-mail. Merci de ne pas y répondre.`,
  otp: {
    subject: (productName) => `${productName}\u00a0: votre code pour définir un nouveau mot de passe`,
    lead: 'Saisissez ce code sur la page où vous l’avez demandé\u00a0:',
    leadByAdministrator:
      'Un administrateur a lancé une réinitialisation de mot de passe pour vous. Ouvrez le lien qui vous a été donné et saisissez-y vous-même ce code\u00a0:',
    enter:
      'Ou utilisez ce bouton. Il ouvre la bonne page dans n’importe quel navigateur, et le code y fonctionne toujours\u00a0:',
    enterLabel: 'Saisir le code',
    lifetime: (expiresAt) =>
      `Le code est valable une seule fois, jusqu’au ${expiresAt}. La page affiche la même référence. Un code plus récent remplace celui-ci.`,
    keepSecret: 'Ne donnez le code à personne. Aucun de nous ne vous le demandera jamais.',
    notMe:
      'Vous n’avez pas demandé de code\u00a0? Alors votre mot de passe reste inchangé. Vous pouvez mettre fin à la demande ici\u00a0:',
    notMeByAdministrator:
      'Vous n’avez demandé l’aide d’aucun administrateur\u00a0? Alors votre mot de passe reste inchangé. Vous pouvez mettre fin à la demande ici\u00a0:',
    notMeLabel: 'Ce n’était pas moi',
  },
  passwordChanged: {
    subject: (productName) => `${productName}\u00a0: votre mot de passe a été modifié`,
    lead: (changedAt) =>
      `Le mot de passe de votre compte a été modifié le ${changedAt}, avec un code reçu dans un e-mail qui vous était adressé.`,
    wasMe: 'Si c’était vous, vous n’avez rien d’autre à faire. Toutes les sessions ouvertes du compte ont été fermées.',
    notMe:
      'Si ce n’était pas vous, quelqu’un d’autre lit peut-être vos e-mails\u00a0: changez d’abord le mot de passe de votre messagerie, puis définissez-en un nouveau ici par «\u00a0Identifiant ou mot de passe oublié\u00a0?\u00a0». Signalez-le-nous aussi\u00a0:',
    notMeLabel: 'Ce n’était pas moi',
  },
  userIdList: {
    subject: (productName) => `${productName}\u00a0: ce que vous avez demandé`,
    lead: 'Ces identifiants sont enregistrés avec cette adresse\u00a0:',
    notMe: 'Vous n’avez rien demandé\u00a0? Alors il n’y a rien à faire\u00a0: seule cette adresse a été informée.',
  },
  limitReached: {
    subject: (productName) => `${productName}\u00a0: plus de codes pour le moment`,
    lead: 'Quelqu’un, peut-être vous, a demandé plusieurs codes pour définir un nouveau mot de passe pour ce compte.',
    until: (time) =>
      `Si vous recommencez depuis la page de connexion, le prochain code pourra être envoyé à partir du ${time}. Les codes que vous avez déjà reçus restent valables jusqu’à leur expiration.`,
    goOn: 'Vous n’avez pas besoin d’attendre. Pour définir un nouveau mot de passe maintenant, utilisez ce bouton\u00a0:',
    goOnLabel: 'Continuer',
    notMe:
      'Si vous n’avez pas demandé ces codes, vous n’avez rien à faire. Votre mot de passe n’a pas changé et vous pouvez vous connecter comme d’habitude. Ne donnez aucun code à personne.',
  },
  resetRefused: {
    subject: (productName) => `${productName}\u00a0: un code a été refusé`,
    lead: 'Quelqu’un a saisi un code provenant d’un e-mail envoyé à cette adresse. Il a été refusé, car le compte a changé après l’envoi. Aucun mot de passe n’a été défini.',
    next: 'Si c’était vous, demandez un nouveau code. Sinon, quelqu’un d’autre peut peut-être lire vos e-mails\u00a0: changez le mot de passe de votre messagerie et prévenez votre assistance.',
  },
};
