import { createHash } from 'node:crypto';
import { type KMSClient, SignCommand } from '@aws-sdk/client-kms';
import type { Signer } from '../../ports.ts';

/** Signs with a KMS key, which cannot be exported. */
export class KmsSigner implements Signer {
  readonly #client: KMSClient;
  readonly #keyArn: string;

  constructor(client: KMSClient, keyArn: string) {
    this.#client = client;
    this.#keyArn = keyArn;
  }

  async sign(text: string): Promise<{ readonly key: string; readonly signature: string }> {
    const { Signature, KeyId } = await this.#client.send(
      new SignCommand({
        KeyId: this.#keyArn,
        // KMS signs at most 4096 bytes of a message, but a digest of any message.
        MessageType: 'DIGEST',
        Message: createHash('sha256').update(text).digest(),
        SigningAlgorithm: 'ECDSA_SHA_256',
      }),
    );
    if (Signature === undefined || KeyId === undefined) throw new Error('KMS gave no signature');
    return { key: KeyId, signature: Buffer.from(Signature).toString('base64') };
  }
}
