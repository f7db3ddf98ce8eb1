import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { DirectoryVariablesOf } from '../../functions/runtime/directories/variables.ts';
import { GENERATED_SECRET, secretNames } from '../stage-names.ts';
import { type Access, permission, together, variables } from './access.ts';
import { type Directory, type DirectoryProps, noLogin } from './directory.ts';
import type { DirectorySecret } from '../password-reset-props.ts';
import type { Encryption } from './encryption.ts';
import { removalPolicyOf } from './removal.ts';
import { documentAt } from '../instructions.ts';

/** The customer's own directory behind HTTPS. The stack holds the key that signs the calls to it. */
export class WebhookDirectory extends Construct implements Directory {
  readonly tables: readonly Table[] = [];
  readonly secret: DirectorySecret;
  readonly allowLogin = noLogin;
  readonly allow = {
    lookup: () => this.#lookup(),
    change: () => this.#change(),
    // Both are calls like any other, which the key of a lookup signs.
    settle: () => variables({}),
    refuse: () => variables({}),
  };
  readonly #key: Secret;
  readonly #url: string;
  readonly #allowedNetworks: readonly string[];
  readonly #encryption: Encryption;

  constructor(scope: Construct, id: string, { settings, encryption }: DirectoryProps) {
    super(scope, id);
    if (settings.webhookUrl === undefined) throw new Error('The settings name no URL of a webhook');
    this.#url = settings.webhookUrl;
    this.#allowedNetworks = settings.webhookAllowedNetworks ?? ['none'];
    this.#encryption = encryption;
    const secretName = secretNames(settings.stage).webhook;
    this.#key = new Secret(this, 'Key', {
      secretName,
      description: `Signs the calls of the webhook directory. To rotate: ${documentAt('guides/webhook-directory.md')}.`,
      generateSecretString: GENERATED_SECRET,
      removalPolicy: removalPolicyOf(settings),
      encryptionKey: encryption.key,
    });
    this.secret = {
      output: 'WebhookSecretName',
      name: secretName,
      description: 'The key that your receiver checks signatures with; its ID is the version of the secret',
    };
  }

  #lookup(): Access<DirectoryVariablesOf<'webhook', 'lookup'>> {
    return this.#call();
  }

  #change(): Access<DirectoryVariablesOf<'webhook', 'change'>> {
    return this.#call();
  }

  /** The same for every use: the directory decides what a call may do. */
  #call(): Access<DirectoryVariablesOf<'webhook', 'change'>> {
    const { secretArn } = this.#key;
    return together(
      variables({
        DIRECTORY: 'webhook',
        WEBHOOK_URL: this.#url,
        WEBHOOK_SECRET_ARN: secretArn,
        WEBHOOK_ALLOWED_NETWORKS: this.#allowedNetworks.join(','),
      }),
      permission(['secretsmanager:GetSecretValue'], [secretArn]),
      this.#encryption.useSecret(secretArn),
    );
  }
}
