import { KMSClient } from '@aws-sdk/client-kms';
import { S3Client } from '@aws-sdk/client-s3';
import { KmsSigner } from '../../adapters/archive/kms-signer.ts';
import { S3Archive } from '../../adapters/archive/s3-archive.ts';
import { base } from './base.ts';
import { AWS_CALLS, clock } from './clients.ts';

export function composeArchiveDigest() {
  const { environment, telemetry: signals } = base('archive-digest');
  return {
    telemetry: signals,
    ports: {
      clock,
      archive: new S3Archive(new S3Client(AWS_CALLS), environment.ARCHIVE_BUCKET),
      signer: new KmsSigner(new KMSClient(AWS_CALLS), environment.ARCHIVE_KEY_ARN),
    },
  };
}
