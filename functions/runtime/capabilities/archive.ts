import { KMSClient } from '@aws-sdk/client-kms';
import { S3Client } from '@aws-sdk/client-s3';
import { KmsSigner } from '../../adapters/archive/kms-signer.ts';
import { S3Archive } from '../../adapters/archive/s3-archive.ts';
import { capability } from '../capability.ts';
import { AWS_CALLS } from '../clients.ts';
import { text } from '../variables.ts';

/** Reads what the audit archive took in, and adds digests. */
export const archive = /* @__PURE__ */ capability({
  variables: { ARCHIVE_BUCKET: text },
  rights: [{ on: 'archive' }],
  adapter: ({ ARCHIVE_BUCKET }) => new S3Archive(new S3Client(AWS_CALLS), ARCHIVE_BUCKET),
});

/** Signs digests of the audit archive. */
export const signer = /* @__PURE__ */ capability({
  variables: { ARCHIVE_KEY_ARN: text },
  rights: [{ on: 'archive' }],
  adapter: ({ ARCHIVE_KEY_ARN }) => new KmsSigner(new KMSClient(AWS_CALLS), ARCHIVE_KEY_ARN),
});
