import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AssetHashType, Duration } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { BucketDeployment, CacheControl, type ISource, Source } from 'aws-cdk-lib/aws-s3-deployment';
import { Construct } from 'constructs';
import { deployable } from '#deployable';
import { pageBrandOf } from '../brand/brand.ts';
import { readBrandFile } from '../brand/brand-file.ts';
import { root } from '../build/root.ts';
import { coloursOf, DEFAULT_COLOURS } from '../brand/colours.ts';
import { ICON_FILES, recoloured } from '../brand/icons.ts';
import { LOGO_PATH } from '../brand/logo.ts';
import { captchaModeOf, captchaUrls } from '../settings/captcha-urls.ts';
import type { Settings } from '../settings/schema.ts';
import type { Encryption } from './encryption.ts';
import { noImage } from './function-code.ts';
import { HASHED_FILES, HASHED_FOLDERS, RELEASES } from './page-files.ts';
import { StageLogGroup } from './stage-log-group.ts';

/** Patterns of the hashed files. */
const HASHED = HASHED_FOLDERS.map((folder) => `${folder}*`);

export interface PagesDeploymentProps {
  readonly settings: Settings;
  readonly encryption: Encryption;
  readonly bucket: IBucket;
  /** URL of the API, or its path on the site's own host. */
  readonly apiUrl: string;
}

/**
 * Copies the built pages, and a config.json with the URL of the API, into the bucket.
 *
 * Hashed files come first, so that no document names one that is not there yet, and stay when a release no longer has
 * them: a page that was opened before it still loads its own. The command `deploy` deletes them two releases later
 * (docs/adr/0033-old-files-of-the-pages.md).
 *
 * CDK's own function does the copying. CDK would give it wildcard rights in both buckets, so it gets a role that CDK
 * cannot change, with the actions that `aws s3 cp` and `aws s3 sync` call.
 */
export class PagesDeployment extends Construct {
  constructor(scope: Construct, id: string, { settings, encryption, bucket, apiUrl }: PagesDeploymentProps) {
    super(scope, id);
    const logGroup = new StageLogGroup(this, 'Logs', {
      settings,
      encryption,
      logGroupName: `/aws/lambda/password-reset-${settings.stage}-pages-deployment`,
    });
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    const allow = (actions: string[], resources: string[]) =>
      role.addToPolicy(new PolicyStatement({ actions, resources }));
    allow(['logs:CreateLogStream', 'logs:PutLogEvents'], [logGroup.logGroupArn]);
    allow(['s3:ListBucket', 's3:GetBucketTagging'], [bucket.bucketArn]);
    allow(['s3:GetObject', 's3:PutObject', 's3:DeleteObject'], [bucket.arnForObjects('*')]);
    const readable = (source: ISource): ISource => ({
      bind(from, context) {
        const bound = source.bind(from, context);
        allow(['s3:GetObject'], [bound.bucket.arnForObjects(bound.zipObjectKey)]);
        return bound;
      },
    });
    const built = readable(builtPages(settings));
    const config = Source.jsonData('config.json', pagesConfig(settings, apiUrl), { escape: true });
    const shared = {
      destinationBucket: bucket,
      role: role.withoutPolicyUpdates(),
      // A bucket can only be deleted with the stack when it is empty.
      retainOnDelete: settings.retainData,
      logGroup,
    };
    const hashed = new BucketDeployment(this, 'HashedFiles', {
      ...shared,
      sources: [built],
      exclude: ['*'],
      include: HASHED,
      prune: false,
      cacheControl: [CacheControl.setPublic(), CacheControl.maxAge(Duration.days(365)), CacheControl.immutable()],
    });
    const named = new BucketDeployment(this, 'Files', {
      ...shared,
      sources: [built, readable(config)],
      exclude: [...HASHED, RELEASES],
      // CloudFront asks S3 each time, so a deployment needs no invalidation, whose permission would be for `*`.
      cacheControl: [CacheControl.noCache()],
    });
    hashed.node.addDependency(role);
    named.node.addDependency(hashed);
  }
}

const pagesConfig = (settings: Settings, apiUrl: string) => {
  const { captchaProvider, captchaSiteKey, productName, passwordMinLength, otpDigits } = settings;
  const { scriptUrl: captchaScriptUrl } = captchaUrls(settings);
  const captcha = {
    captchaProvider,
    captchaMode: captchaModeOf(settings),
    // `altcha` has neither.
    ...(captchaScriptUrl !== undefined && { captchaSiteKey, captchaScriptUrl }),
  };
  const { codesPerHour, codesPerDay, returnUrls } = settings;
  const limits = { codesPerHour, codesPerDay };
  // Without the built-in directory there is no hosted login page.
  const elsewhere = settings.directory === 'built-in' ? {} : { loginUrl: settings.loginUrl };
  const texts = { productName, passwordMinLength, otpDigits, ...limits, brand: pageBrandOf(settings) };
  return { apiUrl, ...captcha, ...texts, returnUrls, ...elsewhere };
};

/** Adds the logo, and colours the icons in the brand's accent. */
function applyBrand(folder: string, settings: Settings): void {
  const colours = coloursOf(settings);
  const { accent, onAccent } = colours;
  const favicon = join(folder, 'favicon.svg');
  const mark = readFileSync(favicon, 'utf8');
  writeFileSync(
    favicon,
    mark.replaceAll(DEFAULT_COLOURS.accent, accent).replaceAll(DEFAULT_COLOURS.onAccent, onAccent),
  );
  for (const icon of ICON_FILES) {
    const path = join(folder, icon);
    writeFileSync(path, recoloured(readFileSync(path), colours));
  }
  if (settings.logoFile === undefined) return;
  const logo = readBrandFile(settings.logoFile);
  if ('wrong' in logo) throw new Error(logo.wrong);
  writeFileSync(join(folder, LOGO_PATH), logo);
}

/** Writes the names of the hashed files, as they are in the bucket, into a file of the release. */
function nameHashedFiles(folder: string): void {
  const folders = HASHED_FOLDERS.filter((name) => existsSync(join(folder, name)));
  const files = folders.flatMap((name) => readdirSync(join(folder, name)).map((file) => `${name}${file}`));
  writeFileSync(join(folder, HASHED_FILES), JSON.stringify(files.toSorted()));
}

/**
 * Takes the pages at synth. The asset's hash is that of the result, because the pages also import files outside of
 * web/.
 */
const builtPages = (settings: Settings) =>
  Source.asset(join(root, 'web'), {
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      image: noImage,
      local: {
        tryBundle(outputDirectory) {
          deployable.writePages(outputDirectory);
          applyBrand(outputDirectory, settings);
          nameHashedFiles(outputDirectory);
          return true;
        },
      },
    },
  });
