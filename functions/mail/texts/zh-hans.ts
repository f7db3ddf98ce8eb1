import { instantIn } from './instant.ts';
import type { MailTexts } from './mail-texts.ts';

export const zhHans: MailTexts = {
  instant: instantIn('zh-Hans'),
  colon: '：',
  referenceLabel: '参考编号',
  userIdLabel: '用户 ID',
  askedLabel: '请求时间',
  networkLabel: '来自网络',
  browserLabel: '使用',
  browser: (family, system) => `${system} 上的 ${family}`,
  questions: '有疑问？',
  footer: (productName) => `本邮件由 ${productName} 发送，请勿回复。`,
  otp: {
    subject: (productName) => `${productName}：您用于设置新密码的验证码`,
    lead: '请在您请求验证码的页面上输入此验证码：',
    leadByAdministrator: '管理员已为您发起密码重置。请打开您收到的链接，并亲自在该页面输入此验证码：',
    enter: '或使用此按钮。它可在任何浏览器中打开正确的页面，验证码在那里始终有效：',
    enterLabel: '输入验证码',
    lifetime: (expiresAt) =>
      `此验证码只能使用一次，有效期至 ${expiresAt}。页面会显示相同的参考编号。更新的验证码会取代此验证码。`,
    keepSecret: '请勿将验证码告诉任何人。我们绝不会向您索取验证码。',
    notMe: '您没有请求验证码？那么您的密码不会改变。您可以在此终止该请求：',
    notMeByAdministrator: '您没有请管理员协助？那么您的密码不会改变。您可以在此终止该请求：',
    notMeLabel: '不是我本人操作',
  },
  passwordChanged: {
    subject: (productName) => `${productName}：您的密码已更改`,
    lead: (changedAt) => `您账号的密码已于 ${changedAt} 通过发送给您的邮件中的验证码更改。`,
    wasMe: '如果是您本人操作，则无需再做任何事。此账号的所有登录均已退出。',
    notMe:
      '如果不是您本人操作，可能有人能看到您的邮件：请先更改邮箱的密码，然后通过“忘记了用户 ID 或密码？”在此设置新密码。也请告诉我们：',
    notMeLabel: '不是我本人操作',
  },
  userIdList: {
    subject: (productName) => `${productName}：您请求的信息`,
    lead: '以下用户 ID 以此地址登记：',
    notMe: '您没有提出请求？那么无需做任何事：只有此地址收到了通知。',
  },
  limitReached: {
    subject: (productName) => `${productName}：暂时不再发送验证码`,
    lead: '有人（可能是您）多次请求验证码，以便为此账号设置新密码。',
    until: (time) => `如果您从登录页面重新开始，下一个验证码最早可在 ${time} 发送。您已收到的验证码在过期前仍然有效。`,
    goOn: '您无需等待。如果想现在设置新密码，请使用此按钮：',
    goOnLabel: '继续重置',
    notMe: '如果您没有请求验证码，则无需执行任何操作。您的密码没有更改，您可以照常登录。请勿将任何验证码告诉他人。',
  },
  resetRefused: {
    subject: (productName) => `${productName}：一个验证码被拒绝`,
    lead: '有人输入了发送到此地址的邮件中的验证码。由于账号在邮件发送后发生了变化，该验证码被拒绝。密码没有更改。',
    next: '如果是您本人操作，请重新请求验证码。如果不是，可能有人能够阅读您的邮件：请更改邮箱密码，并告知支持人员。',
  },
};
