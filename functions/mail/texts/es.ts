import type { MailTexts } from './mail-texts.ts';
import { timesIn } from './times.ts';

export const es: MailTexts = {
  ...timesIn('es'),
  colon: ': ',
  referenceLabel: 'Referencia',
  userIdLabel: 'ID de usuario',
  askedLabel: 'Solicitado',
  networkLabel: 'Red',
  browserLabel: 'Navegador',
  browser: (family, system) => `${family} en ${system}`,
  questions: '¿Tiene preguntas?',
  footer: (productName) => `${productName} ha enviado este correo. No se leen las respuestas.`,
  otp: {
    subject: (productName) => `Su código para restablecer la contraseña de ${productName}`,
    preheader: (minutes) => `Abra este correo para ver el código. Es válido durante ${minutes}.`,
    title: 'Restablezca su contraseña',
    lead: 'Introduzca este código en la página donde lo ha pedido:',
    leadByAdministrator:
      'Un administrador ha iniciado el restablecimiento de su contraseña. Abra el enlace de abajo, o el que le haya dado, e introduzca allí este código usted mismo:',
    lifetime: (minutes, expiresAt) =>
      `El código sirve una sola vez, durante ${minutes}, hasta las ${expiresAt}. Un código más reciente lo sustituye.`,
    enter: '¿Ha cerrado la página o usa otro dispositivo? Ábrala aquí:',
    enterLabel: 'Introducir el código',
    keepSecret: 'No comparta este código con nadie. Nosotros nunca se lo pediremos.',
    notMeLabel: '¿No lo ha pedido usted?',
    notMe:
      'Mientras no se use este código, su contraseña sigue igual. Puede ignorar este correo o usar el enlace para detener la solicitud.',
    notMeByAdministrator:
      'Mientras no se use este código, su contraseña sigue igual. Si no le está ayudando ningún administrador, use el enlace para detener la solicitud.',
  },
  passwordChanged: {
    subject: (productName) => `Su contraseña de ${productName} ha cambiado`,
    preheader: 'Si no ha sido usted, abra este correo y actúe ahora.',
    title: 'Su contraseña ha cambiado',
    lead: (changedAt) =>
      `La contraseña de su cuenta se cambió el ${changedAt}, con un código que le enviamos por correo.`,
    wasMe: 'Si ha sido usted, no tiene que hacer nada más. Se han cerrado todas las sesiones abiertas en la cuenta.',
    notMeTitle: 'Si no ha sido usted',
    notMe: 'Use este botón ahora. Lleva a una página donde bloquea la nueva contraseña y cierra todas las sesiones:',
    notMeLabel: 'No he sido yo',
    next: 'Después cambie la contraseña de su buzón, porque es posible que otra persona lea su correo. Por último, elija aquí una contraseña nueva:',
  },
  userIdList: {
    subject: (productName) => `Su ID de usuario de ${productName}`,
    preheader: 'Abra este correo para ver qué está registrado con esta dirección.',
    title: '¿Ha olvidado su ID de usuario?',
    lead: 'Estos ID de usuario están registrados con esta dirección de correo:',
    notMe: '¿No lo ha pedido usted? Puede ignorar este correo. Solo se ha enviado a esta dirección.',
  },
  limitReached: {
    subject: (productName) => `Por ahora no se envían más códigos de ${productName}`,
    preheader: 'Puede elegir una contraseña nueva sin esperar.',
    title: 'Por ahora no se envían más códigos',
    lead: 'Alguien, quizá usted, ha pedido varios códigos para elegir una contraseña nueva en esta cuenta.',
    until: (time) =>
      `Si empieza de nuevo desde la página de inicio de sesión, el próximo código podrá enviarse a partir del ${time}. Los códigos que ya ha recibido siguen siendo válidos hasta que caduquen.`,
    goOn: 'No tiene que esperar. Para elegir una contraseña nueva ahora, use este botón:',
    goOnLabel: 'Continuar',
    notMe:
      'Si no ha pedido los códigos, ignore este correo. Su contraseña no ha cambiado y puede iniciar sesión como siempre. No comparta ningún código con nadie.',
  },
  resetRefused: {
    subject: (productName) => `Se ha rechazado un código de ${productName}`,
    preheader: 'No se ha establecido ninguna contraseña. Compruebe si ha sido usted.',
    title: 'Se ha rechazado un código',
    lead: 'Alguien ha introducido un código de un correo enviado a esta dirección. Se ha rechazado porque la cuenta cambió después del envío. No se ha establecido ninguna contraseña.',
    notMe:
      'Si no ha sido usted, es posible que otra persona lea su correo: cambie la contraseña de su buzón y avise a su servicio de asistencia.',
    wasMe: 'Si ha sido usted, pida aquí un código nuevo:',
  },
  addressesChanged: {
    subject: (productName) => `Se cambiaron sus direcciones de correo de ${productName}`,
    preheader: 'Compruebe si usted lo pidió.',
    title: 'Se cambiaron sus direcciones de correo',
    lead: (changedAt) =>
      `Un administrador cambió las direcciones de correo registradas para su cuenta (${changedAt}). A partir de ahora, los códigos y los avisos se envían solo a las direcciones nuevas.`,
    next: 'Si usted lo pidió, no tiene que hacer nada. Si no, avise enseguida al servicio de asistencia: quien lea las direcciones nuevas puede establecer una contraseña nueva.',
  },
};
