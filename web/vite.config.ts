import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

/**
 * `vite build --config web/vite.config.ts [--outDir <absolute folder>]` builds the hosted pages; `web/dist` unless
 * told otherwise.
 */
export default defineConfig({
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
});
