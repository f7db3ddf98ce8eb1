// Made of mail.mjml by `npm run build:mails`; a test proves that it is fresh.
import { type Html, html } from '../html.ts';

export const opening = (slot: {
  readonly accent: Html;
  readonly accentDark: Html;
  readonly direction: Html;
  readonly filler: Html;
  readonly language: Html;
  readonly onAccentDark: Html;
  readonly preheader: Html;
  readonly start: Html;
  readonly title: Html;
}): Html => html`<!doctype html><html lang="${slot.language}" dir="${slot.direction}" xmlns="http://www.w3.org/1999/xhtml" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"><head><title>${slot.title}</title><!--[if !mso]><!--><meta http-equiv="X-UA-Compatible" content="IE=edge"><!--<![endif]--><meta http-equiv="Content-Type" content="text/html; charset=UTF-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<style type="text/css">
#outlook a { padding: 0; }
body { margin: 0; padding: 0; -webkit-text-size-adjust: 100%; -ms-text-size-adjust: 100%; }
table, td { border-collapse: collapse; mso-table-lspace: 0pt; mso-table-rspace: 0pt; }
img { border: 0; height: auto; line-height: 100%; outline: none; text-decoration: none; -ms-interpolation-mode: bicubic; }
p { display: block; margin: 13px 0; }
</style>
<!--[if mso]>
<noscript>
<xml>
<o:OfficeDocumentSettings>
  <o:AllowPNG/>
  <o:PixelsPerInch>96</o:PixelsPerInch>
</o:OfficeDocumentSettings>
</xml>
</noscript>
<![endif]-->
<!--[if lte mso 11]>
<style type="text/css">
.mj-outlook-group-fix { width:100% !important; }
</style>
<![endif]-->
<style type="text/css">@media only screen and (min-width:480px) { .mj-column-per-100 { width:100% !important; max-width:100%; }  }</style><style media="screen and (min-width:480px)">.moz-text-html .mj-column-per-100 { width:100% !important; max-width:100%; } </style><style type="text/css">:root { color-scheme: light dark; supported-color-schemes: light dark; }
      .mail { overflow-wrap: anywhere; }
      @media (prefers-color-scheme: dark) {
        body, .mail { background-color: #161b1a !important; }
        .ink div { color: #e9efec !important; }
        .quiet div { color: #a6b4af !important; }
        .quiet a, .ink a { color: ${slot.accentDark} !important; }
        .rule > table > tbody > tr > td { border-color: ${slot.accentDark} !important; }
        .logo { padding: 4px !important; }
        .plate { background-color: #222b29 !important; border-color: ${slot.accentDark} !important; }
        .button, .button a { background-color: ${slot.accentDark} !important; color: ${slot.onAccentDark} !important; }
      }</style><meta name="color-scheme" content="light dark" /><meta name="supported-color-schemes" content="light dark" /><meta name="format-detection" content="telephone=no, date=no, address=no" /></head><body style="word-spacing:normal;background-color:#ffffff;"><div aria-label="${slot.title}" aria-roledescription="email" class="mail" role="article" lang="${slot.language}" dir="${slot.direction}" style="background-color:#ffffff;"><div style="display:none;mso-hide:all;max-height:0;max-width:0;overflow:hidden;font-size:1px;line-height:1px;">${slot.preheader}${slot.filler}</div><!--[if mso | IE]><table border="0" cellpadding="0" cellspacing="0" role="presentation" align="center" width="560" class="rule-outlook" style="width:560px;"><tr><td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]--><div class="rule" style="margin:0px auto;max-width:560px;"><table border="0" cellpadding="0" cellspacing="0" role="presentation" align="center" style="width:100%;"><tbody><tr><td style="border-top:4px solid ${slot.accent};direction:${slot.direction};font-size:0px;padding:16px 0 24px;text-align:${slot.start};"><!--[if mso | IE]><table border="0" cellpadding="0" cellspacing="0" role="presentation"><tr><![endif]--><!--[if mso | IE]><td style="vertical-align:top;width:560px;"><![endif]--><div class="mj-outlook-group-fix mj-column-per-100" style="font-size:0px;text-align:left;direction:${slot.direction};display:inline-block;vertical-align:top;width:100%;"><table border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%" style="vertical-align:top;"><tbody>`;

export const logo = (slot: {
  readonly logoUrl: Html;
  readonly productName: Html;
  readonly start: Html;
}): Html => html`<tr><td align="${slot.start}" class="ink" style="font-size:0px;padding:8px 24px;word-break:break-word;"><div style="font-family:'Segoe UI', Roboto, 'Helvetica Neue', Helvetica, Arial, sans-serif;font-size:18px;font-weight:bold;line-height:1.5;text-align:${slot.start};color:#17211f;"><img src="${slot.logoUrl}" alt="${slot.productName}" height="40" class="logo" style="height:40px;width:auto;max-width:100%;border-radius:4px;background:#ffffff;color:#17211f;font-size:18px;font-weight:bold;line-height:40px;" /></div></td></tr>`;

export const wordmark = (slot: {
  readonly productName: Html;
  readonly start: Html;
}): Html => html`<tr><td align="${slot.start}" class="ink" style="font-size:0px;padding:8px 24px;word-break:break-word;"><div style="font-family:'Segoe UI', Roboto, 'Helvetica Neue', Helvetica, Arial, sans-serif;font-size:18px;font-weight:bold;line-height:1.5;text-align:${slot.start};color:#17211f;"><span dir="auto">${slot.productName}</span></div></td></tr>`;

export const heading = (slot: {
  readonly start: Html;
  readonly text: Html;
}): Html => html`<tr><td align="${slot.start}" class="ink" style="font-size:0px;padding:8px 24px 0;word-break:break-word;"><div style="font-family:'Segoe UI', Roboto, 'Helvetica Neue', Helvetica, Arial, sans-serif;font-size:16px;line-height:1.5;text-align:${slot.start};color:#17211f;"><h1 style="margin:0;font-size:26px;line-height:1.25;">${slot.text}</h1></div></td></tr>`;

export const subheading = (slot: {
  readonly start: Html;
  readonly text: Html;
}): Html => html`<tr><td align="${slot.start}" class="ink" style="font-size:0px;padding:24px 24px 0;word-break:break-word;"><div style="font-family:'Segoe UI', Roboto, 'Helvetica Neue', Helvetica, Arial, sans-serif;font-size:16px;line-height:1.5;text-align:${slot.start};color:#17211f;"><h2 style="margin:0;font-size:20px;line-height:1.25;">${slot.text}</h2></div></td></tr>`;

export const paragraph = (slot: {
  readonly start: Html;
  readonly text: Html;
}): Html => html`<tr><td align="${slot.start}" class="ink" style="font-size:0px;padding:8px 24px;word-break:break-word;"><div style="font-family:'Segoe UI', Roboto, 'Helvetica Neue', Helvetica, Arial, sans-serif;font-size:16px;line-height:1.5;text-align:${slot.start};color:#17211f;">${slot.text}</div></td></tr>`;

export const code = (slot: {
  readonly accent: Html;
  readonly otp: Html;
  readonly size: Html;
  readonly start: Html;
}): Html => html`<tr><td align="${slot.start}" class="ink" style="font-size:0px;padding:8px 24px;word-break:break-word;"><div style="font-family:'Segoe UI', Roboto, 'Helvetica Neue', Helvetica, Arial, sans-serif;font-size:16px;line-height:1.5;text-align:${slot.start};color:#17211f;"><table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="border-collapse:separate;"><tr><td align="center" class="plate" style="padding:16px 8px;border:2px solid ${slot.accent};border-radius:8px;background-color:#eff4f2;"><strong dir="ltr" translate="no" class="code" style="font-family:Consolas,Menlo,'DejaVu Sans Mono',monospace;font-size:${slot.size};line-height:1.25;font-weight:bold;letter-spacing:4px;white-space:nowrap;user-select:all;-webkit-user-select:all;">${slot.otp}</strong></td></tr></table></div></td></tr>`;

export const facts = (slot: {
  readonly facts: Html;
  readonly start: Html;
}): Html => html`<tr><td align="${slot.start}" class="quiet" style="font-size:0px;padding:8px 24px;word-break:break-word;"><div style="font-family:'Segoe UI', Roboto, 'Helvetica Neue', Helvetica, Arial, sans-serif;font-size:14px;line-height:1.5;text-align:${slot.start};color:#52605c;">${slot.facts}</div></td></tr>`;

export const fact = (slot: {
  readonly colon: Html;
  readonly direction: Html;
  readonly label: Html;
  readonly value: Html;
}): Html => html`<div>${slot.label}${slot.colon}<strong dir="${slot.direction}" translate="no">${slot.value}</strong></div>`;

export const list = (slot: {
  readonly items: Html;
  readonly start: Html;
}): Html => html`<tr><td align="${slot.start}" class="ink" style="font-size:0px;padding:8px 24px;word-break:break-word;"><div style="font-family:'Segoe UI', Roboto, 'Helvetica Neue', Helvetica, Arial, sans-serif;font-size:18px;line-height:1.5;text-align:${slot.start};color:#17211f;"><ul style="margin:0;padding:0 24px;">${slot.items}</ul></div></td></tr>`;

export const item = (slot: {
  readonly value: Html;
}): Html => html`<li><strong dir="auto" translate="no">${slot.value}</strong></li>`;

export const button = (slot: {
  readonly accent: Html;
  readonly label: Html;
  readonly onAccent: Html;
  readonly start: Html;
  readonly url: Html;
}): Html => html`<tr><td align="${slot.start}" class="ink" style="font-size:0px;padding:8px 24px;word-break:break-word;"><div style="font-family:'Segoe UI', Roboto, 'Helvetica Neue', Helvetica, Arial, sans-serif;font-size:16px;line-height:1.5;text-align:${slot.start};color:#17211f;"><table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="border-collapse:separate;"><tr><td align="center" class="button" bgcolor="${slot.accent}" style="border-radius:8px;background-color:${slot.accent};mso-padding-alt:14px 16px;"><a href="${slot.url}" style="display:block;padding:14px 16px;border-radius:8px;background-color:${slot.accent};color:${slot.onAccent};font-size:18px;line-height:1.25;font-weight:bold;text-decoration:none;">${slot.label}</a></td></tr></table></div></td></tr>`;

export const quietLink = (slot: {
  readonly accent: Html;
  readonly label: Html;
  readonly start: Html;
  readonly text: Html;
  readonly url: Html;
}): Html => html`<tr><td align="${slot.start}" class="quiet" style="font-size:0px;padding:8px 24px;word-break:break-word;"><div style="font-family:'Segoe UI', Roboto, 'Helvetica Neue', Helvetica, Arial, sans-serif;font-size:14px;line-height:1.5;text-align:${slot.start};color:#52605c;"><a href="${slot.url}" style="color:${slot.accent};">${slot.label}</a> ${slot.text}</div></td></tr>`;

export const address = (slot: {
  readonly accent: Html;
  readonly start: Html;
  readonly url: Html;
}): Html => html`<tr><td align="${slot.start}" class="ink" style="font-size:0px;padding:8px 24px;word-break:break-word;"><div style="font-family:'Segoe UI', Roboto, 'Helvetica Neue', Helvetica, Arial, sans-serif;font-size:16px;line-height:1.5;text-align:${slot.start};color:#17211f;"><a href="${slot.url}" dir="ltr" style="color:${slot.accent};">${slot.url}</a></div></td></tr>`;

export const footer = (slot: {
  readonly start: Html;
  readonly text: Html;
}): Html => html`<tr><td align="${slot.start}" class="quiet" style="font-size:0px;padding:24px 24px 0;word-break:break-word;"><div style="font-family:'Segoe UI', Roboto, 'Helvetica Neue', Helvetica, Arial, sans-serif;font-size:14px;line-height:1.5;text-align:${slot.start};color:#52605c;">${slot.text}</div></td></tr>`;

export const support = (slot: {
  readonly accent: Html;
  readonly contact: Html;
  readonly label: Html;
  readonly start: Html;
  readonly url: Html;
}): Html => html`<tr><td align="${slot.start}" class="quiet" style="font-size:0px;padding:0 24px;word-break:break-word;"><div style="font-family:'Segoe UI', Roboto, 'Helvetica Neue', Helvetica, Arial, sans-serif;font-size:14px;line-height:1.5;text-align:${slot.start};color:#52605c;">${slot.label} <a href="${slot.url}" dir="ltr" style="color:${slot.accent};">${slot.contact}</a></div></td></tr>`;

export const closing: Html = html`</tbody></table></div><!--[if mso | IE]></td><![endif]--><!--[if mso | IE]></tr></table><![endif]--></td></tr></tbody></table></div><!--[if mso | IE]></td></tr></table><![endif]--></div></body></html>`;
