import type { MailTexts } from './mail-texts.ts';
import { timesIn } from './times.ts';

/** Spaces before `?` and `:` are no-break ones, so that no line begins with the mark. */
export const fr: MailTexts = {
  ...timesIn('fr'),
  colon: '\u00a0: ',
  referenceLabel: 'Référence',
  userIdLabel: 'Identifiant',
  askedLabel: 'Demandé',
  networkLabel: 'Réseau',
  browserLabel: 'Navigateur',
  browser: (family, system) => `${family} sous ${system}`,
  questions: 'Des questions\u00a0?',
  footer: (productName) => `Cet e-mail a été envoyé par ${productName}. Les réponses ne sont pas lues.`,
  otp: {
    subject: (productName) => `Votre code pour réinitialiser votre mot de passe ${productName}`,
    preheader: (minutes) => `Ouvrez cet e-mail pour voir le code. Il est valable ${minutes}.`,
    title: 'Réinitialisez votre mot de passe',
    lead: 'Saisissez ce code sur la page où vous l’avez demandé\u00a0:',
    leadByAdministrator:
      'Un administrateur a lancé la réinitialisation de votre mot de passe. Ouvrez le lien ci-dessous, ou celui qu’il vous a donné, et saisissez-y vous-même ce code\u00a0:',
    lifetime: (minutes, expiresAt) =>
      `Le code est valable une seule fois, pendant ${minutes}, jusqu’à ${expiresAt}. Un code plus récent le remplace.`,
    enter: 'Page fermée, ou autre appareil\u00a0? Ouvrez-la ici\u00a0:',
    enterLabel: 'Saisir le code',
    keepSecret: 'Ne communiquez ce code à personne. Nous ne vous le demanderons jamais.',
    notMeLabel: 'Vous n’avez rien demandé\u00a0?',
    notMe:
      'Tant que ce code n’est pas utilisé, votre mot de passe reste le même. Vous pouvez ignorer cet e-mail ou utiliser le lien pour arrêter la demande.',
    notMeByAdministrator:
      'Tant que ce code n’est pas utilisé, votre mot de passe reste le même. Si aucun administrateur ne vous aide en ce moment, utilisez le lien pour arrêter la demande.',
  },
  passwordChanged: {
    subject: (productName) => `Votre mot de passe ${productName} a été modifié`,
    preheader: 'Si ce n’était pas vous, ouvrez cet e-mail et agissez maintenant.',
    title: 'Votre mot de passe a été modifié',
    lead: (changedAt) =>
      `Le mot de passe de votre compte a été modifié le ${changedAt}, avec un code que nous vous avons envoyé par e-mail.`,
    wasMe: 'Si c’était vous, vous n’avez rien d’autre à faire. Toutes les sessions ouvertes du compte ont été fermées.',
    notMeTitle: 'Si ce n’était pas vous',
    notMe:
      'Utilisez ce bouton maintenant. Il ouvre une page où vous bloquez le nouveau mot de passe et fermez toutes les sessions\u00a0:',
    notMeLabel: 'Ce n’était pas moi',
    next: 'Changez ensuite le mot de passe de votre messagerie, car quelqu’un d’autre lit peut-être vos e-mails. Puis définissez ici un nouveau mot de passe\u00a0:',
  },
  userIdList: {
    subject: (productName) => `Votre identifiant ${productName}`,
    preheader: 'Ouvrez cet e-mail pour voir ce qui est enregistré avec cette adresse.',
    title: 'Identifiant oublié\u00a0?',
    lead: 'Ces identifiants sont enregistrés avec cette adresse e-mail\u00a0:',
    notMe: 'Vous n’avez rien demandé\u00a0? Vous pouvez ignorer cet e-mail. Il n’a été envoyé qu’à cette adresse.',
  },
  limitReached: {
    subject: (productName) => `Plus de codes ${productName} pour le moment`,
    preheader: 'Vous pouvez définir un nouveau mot de passe sans attendre.',
    title: 'Plus de codes pour le moment',
    lead: 'Quelqu’un, peut-être vous, a demandé plusieurs codes pour définir un nouveau mot de passe pour ce compte.',
    until: (time) =>
      `Si vous recommencez depuis la page de connexion, le prochain code pourra être envoyé à partir du ${time}. Les codes que vous avez déjà reçus restent valables jusqu’à leur expiration.`,
    goOn: 'Inutile d’attendre. Pour définir un nouveau mot de passe maintenant, utilisez ce bouton\u00a0:',
    goOnLabel: 'Poursuivre la réinitialisation',
    notMe:
      'Si vous n’avez pas demandé ces codes, ignorez cet e-mail. Votre mot de passe n’a pas changé et vous pouvez vous connecter comme d’habitude. Ne communiquez aucun code à personne.',
  },
  resetRefused: {
    subject: (productName) => `Un code ${productName} a été refusé`,
    preheader: 'Aucun mot de passe n’a été défini. Vérifiez si c’était vous.',
    title: 'Un code a été refusé',
    lead: 'Quelqu’un a saisi un code provenant d’un e-mail envoyé à cette adresse. Il a été refusé, car le compte a changé après l’envoi. Aucun mot de passe n’a été défini.',
    notMe:
      'Si ce n’était pas vous, quelqu’un d’autre lit peut-être vos e-mails\u00a0: changez le mot de passe de votre messagerie et prévenez votre assistance.',
    wasMe: 'Si c’était vous, demandez un nouveau code ici\u00a0:',
  },
  addressesChanged: {
    subject: (productName) => `Vos adresses e-mail pour ${productName} ont été modifiées`,
    preheader: 'Vérifiez que vous l’avez demandé.',
    title: 'Vos adresses e-mail ont été modifiées',
    lead: (changedAt) =>
      `Un administrateur a modifié les adresses e-mail enregistrées pour votre compte (${changedAt}). Les codes et les avis sont désormais envoyés uniquement aux nouvelles adresses.`,
    next: 'Si vous l’avez demandé, vous n’avez rien à faire. Sinon, prévenez immédiatement votre assistance\u00a0: quiconque lit les nouvelles adresses peut définir un nouveau mot de passe.',
  },
};
