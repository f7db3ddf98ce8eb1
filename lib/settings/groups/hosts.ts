import * as z from 'zod';
import { certificate, domainName, flag, identifier, list, loginUrl, mailAddress, mailName, origin } from '../kinds.ts';

/**
 * Settings of the host names: of the pages, the API, the login page and the mails, with their certificates and DNS.
 */
export const hosts = {
  /**
   * Origin of the hosted pages, such as https://login.example.com. Default: the domain name that CloudFront gives.
   */
  siteUrl: origin.optional(),
  /**
   * ARN of an ACM certificate in us-east-1 for the host of `siteUrl`. With it, CloudFront serves that host with TLS
   * 1.2 or newer. Default: none, so something else has to serve `siteUrl`.
   */
  siteCertificateArn: certificate('us-east-1', /^arn:aws[\w-]*:acm:us-east-1:\d{12}:certificate\/.+$/).optional(),
  /**
   * URL of the API with its stage path, such as https://api.example.com/v1. Default: the URL that API Gateway gives.
   */
  apiUrl: z
    .url()
    .regex(
      /^https?:\/\/[a-z0-9.-]+(:\d+)?\/v1$/,
      'must be a host and the stage path, such as https://api.example.com/v1',
    )
    .optional(),
  /**
   * ARN of an ACM certificate in the stack's region for the host of `apiUrl`. With it, API Gateway serves that host.
   * Default: none, so something else has to serve `apiUrl`.
   */
  apiCertificateArn: certificate("the stack's region", /^arn:aws[\w-]*:acm:[\w-]+:\d{12}:certificate\/.+$/).optional(),
  /**
   * Host at which the hosted pages call the API. `site`: their own, whose CloudFront passes the calls on. `api`: that
   * of `apiUrl`, from another origin; for a `siteUrl` behind a proxy of yours, which would be the source address of all
   * users. Default: `site`.
   */
  pagesCall: z.enum(['site', 'api']).default('site'),
  /**
   * URL that LOGIN leads to: a page, or a mobile application such as myapp://login. Default: the hosted login page,
   * which exists only with the built-in directory.
   */
  loginUrl: loginUrl.optional(),
  /**
   * Login pages of several applications that share the pages. One that links to them with `?returnTo=` and its URL
   * in this list, letter for letter, is where LOGIN leads back to. Default: none, and LOGIN leads to `loginUrl`.
   */
  returnUrls: list(loginUrl).default([]),
  /**
   * Exact origins, besides the hosted pages, that may call the API from a browser and embed the pages. Default: none.
   */
  allowedOrigins: list(origin).default([]),
  /**
   * ID of the Route 53 zone, in this account, that the stack writes the records of `siteUrl`, `apiUrl` and the
   * sender's domain into. Needs `hostedZoneName`. Default: none; a record outside of the zone is for you to publish, in
   * an output `Dns…` or in `dnsRecords` of the construct.
   */
  hostedZoneId: identifier(
    /^Z[A-Z0-9]{1,31}$/,
    'must be the ID of a hosted zone such as Z0123456789ABCDEFGHIJ',
  ).optional(),
  /** Domain name of the zone of `hostedZoneId`. */
  hostedZoneName: domainName.optional(),
  /** Address in the `From` of every mail. Its domain becomes the SES identity: `senderIdentity`. */
  senderAddress: mailAddress('no-reply@example.com'),
  /**
   * SES identity of the sender. `create`: this stack makes that of the domain, with its DKIM records. `existing`: SES
   * in this account and region has one of the domain or of the address already, as where two stages share a domain.
   * Default: `create`.
   */
  senderIdentity: z.enum(['create', 'existing']).default('create'),
  /** Name beside that address, 1 to 60 characters. Default: `productName`. */
  senderName: mailName.optional(),
  /** Address that answers to a mail go to. Default: none, so they go to `senderAddress`. */
  replyTo: mailAddress('help@example.com').optional(),
  /**
   * Domain of MAIL FROM, a subdomain of the sender's domain, so that SPF agrees with `From`. Default: amazonses.com,
   * which is what SES uses without one. An existing identity has its own.
   */
  mailFromDomain: domainName.optional(),
  /**
   * ARN of a web ACL for CloudFront. AWS takes it only from us-east-1, so this stack cannot create it. Default: none,
   * because calls of the API meet the firewall there (`waf`).
   */
  siteWebAclArn: identifier(
    /^arn:aws[\w-]*:wafv2:us-east-1:\d{12}:global\/webacl\/[\w-]+\/[\w-]+$/,
    'must be the ARN of a web ACL of the scope CLOUDFRONT in us-east-1',
  ).optional(),
  /**
   * ARN of a web ACL of yours, in the region of the stack, in front of the API. An API takes one web ACL, so `waf` has
   * to be false. Default: none.
   */
  apiWebAclArn: identifier(
    /^arn:aws[\w-]*:wafv2:[\w-]+:\d{12}:regional\/webacl\/[\w-]+\/[\w-]+$/,
    'must be the ARN of a web ACL of the scope REGIONAL',
  ).optional(),
  /**
   * Sets the role with which API Gateway writes the access log. It belongs to the whole account and region. Default:
   * true; false for an account that already has one.
   */
  setApiGatewayLogRole: flag.default(true),
};
