import { fileURLToPath } from 'node:url';
import { defineConfig, mergeConfig } from 'vite';
import { common } from './vite.config.ts';

/**
 * Builds the pages as a module for other documents, beside the hosted pages: `embed.js`, a name that does not change,
 * and its chunks in `embed/`. It is a separate build, so that the hosted pages keep a single script.
 */
export default mergeConfig(
  common,
  defineConfig({
    // Chunks are resolved relative to the module, not to the document.
    base: './',
    publicDir: false,
    build: {
      emptyOutDir: false,
      rolldownOptions: {
        input: fileURLToPath(new URL('embed.tsx', import.meta.url)),
        preserveEntrySignatures: 'exports-only',
        output: { entryFileNames: 'embed.js', chunkFileNames: 'embed/[name]-[hash].js' },
      },
    },
  }),
);
