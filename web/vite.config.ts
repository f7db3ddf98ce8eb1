import { fileURLToPath } from 'node:url';
import { defineConfig, type UserConfig } from 'vite';
import { firstScript } from './first-script.ts';

/** Options of the hosted pages and of the module that embeds them. */
export const common: UserConfig = {
  root: fileURLToPath(new URL('.', import.meta.url)),
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    target: 'es2022',
    outDir: fileURLToPath(new URL('dist', import.meta.url)),
    emptyOutDir: true,
    // The content security policy has no `data:`, so nothing is inlined.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
};

/**
 * `vite build --config web/vite.config.ts [--outDir <absolute folder>]` builds the hosted pages; `web/dist` unless
 * told otherwise. Both documents load one script.
 */
export default defineConfig({
  ...common,
  plugins: [firstScript()],
  build: {
    ...common.build,
    rolldownOptions: {
      input: ['index.html', '404.html'].map((page) => fileURLToPath(new URL(page, import.meta.url))),
    },
  },
});
