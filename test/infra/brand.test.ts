import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import type { Template } from 'aws-cdk-lib/assertions';
import { ICON_FILES } from '../../lib/brand/icons.ts';
import { functionsOf, only, pagesConfigOf, resources, synthesized } from './synthesized.ts';

const example = {
  productName: 'Harbour Trust',
  logoFile: 'brand/example/logo.png',
  brandColour: '#8a1c4a',
  brandColourDark: '#f2b705',
  supportContact: 'help@harbour.example',
  textsFile: 'brand/example/texts.json',
};

const colours = { accent: '#8a1c4a', onAccent: '#ffffff', accentDark: '#f2b705', onAccentDark: '#000000' };

const configOf = (overrides: Record<string, unknown>) => pagesConfigOf('prod', overrides);

describe('config.json', () => {
  test('has the brand and only the texts of pages', () => {
    const { productName, brand } = configOf(example);
    expect(productName).toBe('Harbour Trust');
    expect(brand).toEqual({
      logo: '/logo.png',
      colours,
      supportContact: 'help@harbour.example',
      texts: {
        en: {
          'login.lead': 'Enter your Harbour number and your password.',
          'field.userId': 'Harbour number',
          'account.loggedInAs': 'Welcome aboard, {userId}',
        },
        de: { 'field.userId': 'Hafennummer' },
      },
    });
  });

  test('has no colours and no texts without a brand', () => {
    expect(configOf({})['brand']).toEqual({ texts: {} });
  });
});

describe('the mails', () => {
  const brandOf = (overrides: Record<string, unknown>): unknown[] => {
    const functions = functionsOf(synthesized('prod', overrides), 'prod');
    return (['mail-consumer', 'redelivery'] as const).map((name) =>
      JSON.parse(String(functions.get(name)?.Environment.Variables['BRAND'])),
    );
  };

  test('get the brand and only the texts of mails', () => {
    const expected = {
      logo: '/logo.png',
      colours,
      supportContact: 'help@harbour.example',
      texts: {
        en: {
          'otp.subject': '{productName}: your code to set a new password',
          'otp.keepSecret': 'Do not share this code. No one at the harbour will ever ask you for it.',
          footer: '{productName} sent this email. Replies to it are not read.',
        },
        de: { 'otp.keepSecret': 'Geben Sie diesen Code nicht weiter. Wir fragen Sie niemals danach.' },
      },
    };
    expect(brandOf(example)).toEqual([expected, expected]);
  });

  test('have the colours of the pages without a brand', () => {
    const accents = { accent: '#1f5c57', onAccent: '#ffffff', accentDark: '#7fcfc3', onAccentDark: '#0b2523' };
    const expected = { colours: accents, texts: {} };
    expect(brandOf({})).toEqual([expected, expected]);
  });
});

describe('the logo', () => {
  interface Behaviour {
    readonly PathPattern?: string;
    readonly ViewerProtocolPolicy: string;
    /** Absent where answers keep the headers of their origin. */
    readonly ResponseHeadersPolicyId?: { readonly Ref: string };
  }
  interface Headers {
    readonly ResponseHeadersPolicyConfig: { CustomHeadersConfig: { Items: { Header: string; Value: string }[] } };
  }

  const behavioursOf = (template: Template): [string, string, string][] => {
    const { DistributionConfig: config } = only(
      resources<{ DistributionConfig: { DefaultCacheBehavior: Behaviour; CacheBehaviors?: Behaviour[] } }>(
        template,
        'AWS::CloudFront::Distribution',
      ),
    )[1].Properties;
    const policies = new Map(resources<Headers>(template, 'AWS::CloudFront::ResponseHeadersPolicy'));
    return [config.DefaultCacheBehavior, ...(config.CacheBehaviors ?? [])].map((behaviour) => {
      const items = policies.get(behaviour.ResponseHeadersPolicyId?.Ref ?? '')?.Properties.ResponseHeadersPolicyConfig;
      const resource = items?.CustomHeadersConfig.Items.find(({ Header }) => Header === 'Cross-Origin-Resource-Policy');
      return [behaviour.PathPattern ?? '*', behaviour.ViewerProtocolPolicy, resource?.Value ?? ''];
    });
  };

  const everyPage = ['*', 'redirect-to-https', 'same-origin'];
  const assets = ['/assets/*', 'redirect-to-https', 'same-origin'];
  const api = ['/v1/*', 'https-only', ''];

  test('is the only file that other sites may show, because web mail does', () => {
    expect(behavioursOf(synthesized('dev', example))).toEqual([
      everyPage,
      assets,
      ['/logo.png', 'redirect-to-https', 'cross-origin'],
      api,
    ]);
  });

  test('has no path where no logo is set', () => {
    expect(behavioursOf(synthesized('dev'))).toEqual([everyPage, assets, api]);
  });
});

describe('the built pages', () => {
  const outdir = mkdtempSync(join(tmpdir(), 'brand-'));
  afterAll(() => rmSync(outdir, { recursive: true }));

  /** Files that the stack puts into the bucket, by name. */
  function build(name: string, overrides: Record<string, unknown>): Map<string, Buffer> {
    const built = join(outdir, name);
    native.buildPages(overrides, built);
    const folders = readdirSync(built).filter((entry) => entry.startsWith('asset.') && !entry.includes('.zip'));
    return new Map(
      folders.flatMap((folder) =>
        readdirSync(join(built, folder), { withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map((entry) => [entry.name, readFileSync(join(built, folder, entry.name))] as const),
      ),
    );
  }

  test('have the logo, and the favicon in the colour of the brand', () => {
    const files = build('branded', example);
    expect(files.get('logo.png')).toEqual(readFileSync('brand/example/logo.png'));
    const favicon = files.get('favicon.svg')?.toString() ?? '';
    expect(favicon).toContain('fill="#8a1c4a"');
    expect(favicon.match(/stroke="#ffffff"/g)).toHaveLength(2);
    expect(favicon).not.toContain('#1f5c57');
    for (const name of ICON_FILES) {
      const icon = files.get(name) ?? Buffer.alloc(0);
      const palette = icon.subarray(icon.indexOf('PLTE') + 4);
      expect([palette.subarray(0, 3).toString('hex'), palette.subarray(765, 768).toString('hex')]).toEqual([
        '8a1c4a',
        'ffffff',
      ]);
      // A browser shows no PNG whose checksum is wrong.
      expect(palette.readUInt32BE(768)).toBe(crc32(icon.subarray(icon.indexOf('PLTE')).subarray(0, 772)));
    }
  });

  test('have our favicon and no logo without a brand', () => {
    const files = build('plain', {});
    expect(files.has('logo.png')).toBe(false);
    for (const name of ['favicon.svg', ...ICON_FILES]) {
      expect(files.get(name)).toEqual(readFileSync(`web/public/${name}`));
    }
  });
});
