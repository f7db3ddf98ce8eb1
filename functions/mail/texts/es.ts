import { instantIn } from './instant.ts';
import type { MailTexts } from './mail-texts.ts';

export const es: MailTexts = {
  instant: instantIn('es'),
  colon: ': ',
  referenceLabel: 'Referencia',
  userIdLabel: 'ID de usuario',
  askedLabel: 'Solicitud',
  networkLabel: 'Desde la red',
  browserLabel: 'Con',
  browser: (family, system) => `${family} en ${system}`,
  questions: '¿Tiene preguntas?',
  footer: (productName) => `Este mensaje lo ha enviado ${productName}. No responda a él.`,
  otp: {
    subject: (productName) => `${productName}: su código para establecer una contraseña nueva`,
    lead: 'Introduzca este código en la página donde lo ha pedido:',
    leadByAdministrator:
      'Un administrador ha iniciado un restablecimiento de contraseña para usted. Abra el enlace que le han dado e introduzca allí en persona este código:',
    enter: 'O use este botón. Abre la página correcta en cualquier navegador, y allí el código siempre funciona:',
    enterLabel: 'Introducir el código',
    lifetime: (expiresAt) =>
      `El código sirve una sola vez, hasta el ${expiresAt}. La página muestra la misma referencia. Un código más reciente sustituye a este.`,
    keepSecret: 'No dé el código a nadie. Ninguno de nosotros se lo pedirá nunca.',
    notMe: '¿No ha pedido ningún código? Entonces su contraseña no cambia. Puede cancelar la solicitud aquí:',
    notMeByAdministrator:
      '¿No ha pedido ayuda a ningún administrador? Entonces su contraseña no cambia. Puede cancelar la solicitud aquí:',
    notMeLabel: 'No he sido yo',
  },
  passwordChanged: {
    subject: (productName) => `${productName}: su contraseña ha cambiado`,
    lead: (changedAt) =>
      `La contraseña de su cuenta se cambió el ${changedAt}, con un código de un mensaje enviado a usted.`,
    wasMe: 'Si ha sido usted, no tiene que hacer nada más. Se han cerrado todas las sesiones abiertas en la cuenta.',
    notMe:
      'Si no ha sido usted, es posible que otra persona lea su correo: cambie primero la contraseña de su buzón y después establezca aquí una nueva con «¿Ha olvidado su ID de usuario o contraseña?». Avísenos también:',
    notMeLabel: 'No he sido yo',
  },
  userIdList: {
    subject: (productName) => `${productName}: lo que ha pedido`,
    lead: 'Estos ID de usuario están registrados con esta dirección:',
    notMe: '¿No lo ha pedido usted? Entonces no tiene que hacer nada: solo se ha informado a esta dirección.',
  },
  limitReached: {
    subject: (productName) => `${productName}: por ahora no se envían más códigos`,
    lead: 'Alguien, quizá usted, ha pedido varios códigos para establecer una contraseña nueva en esta cuenta.',
    until: (time) =>
      `Si empieza de nuevo desde la página de inicio de sesión, el próximo código podrá enviarse a partir del ${time}. Los códigos que ya ha recibido siguen siendo válidos hasta que caduquen.`,
    goOn: 'No tiene que esperar. Si quiere establecer una contraseña nueva ahora, use este botón:',
    goOnLabel: 'Continuar',
    notMe:
      'Si no ha pedido los códigos, no tiene que hacer nada. Su contraseña no ha cambiado y puede iniciar sesión como siempre. No dé ningún código a nadie.',
  },
  resetRefused: {
    subject: (productName) => `${productName}: se rechazó un código`,
    lead: 'Alguien introdujo un código de un correo enviado a esta dirección. Se rechazó porque la cuenta cambió después del envío. No se estableció ninguna contraseña.',
    next: 'Si fue usted, pida un código nuevo. Si no, es posible que otra persona pueda leer su correo: cambie la contraseña de su buzón y avise al servicio de asistencia.',
  },
};
