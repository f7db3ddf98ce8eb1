import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { Plugin } from 'vite';
import { everyLanguage } from '../functions/domain/languages.ts';

const ENTRY = fileURLToPath(new URL('first.ts', import.meta.url));

/**
 * Adds first.ts to the pages as a script of its own, with the paths of the languages' files, and asks for the settings
 * beside it. It is bundled apart, because Vite would move what it shares with the pages into a file that both wait for.
 */
export function firstScript(): Plugin {
  return {
    name: 'first-script',
    async generateBundle(_options, bundle) {
      const chunks = Object.values(bundle).filter((output) => output.type === 'chunk');
      const fileOf = (tag: string) =>
        chunks.find(({ facadeModuleId }) => facadeModuleId?.endsWith(`/messages/${tag.toLowerCase()}.ts`))?.fileName;
      const files = Object.fromEntries(everyLanguage.map((tag) => [tag, `/${fileOf(tag)}`]));
      const { outputFiles } = await build({
        entryPoints: [ENTRY],
        bundle: true,
        minify: true,
        write: false,
        format: 'iife',
        target: 'es2022',
        define: { LANGUAGE_FILES: JSON.stringify(files) },
      });
      const source = outputFiles[0]?.text ?? '';
      this.emitFile({ type: 'asset', fileName: 'first.js', originalFileName: ENTRY, source });
    },
    transformIndexHtml: {
      order: 'post',
      handler: () => [
        {
          tag: 'link',
          attrs: { rel: 'preload', href: '/config.json', as: 'fetch', crossorigin: '' },
          injectTo: 'head',
        },
        { tag: 'script', attrs: { src: '/first.js', async: true, fetchpriority: 'high' }, injectTo: 'head' },
      ],
    },
  };
}
