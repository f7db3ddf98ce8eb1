import { fileURLToPath } from 'node:url';
import { defineConfig, mergeConfig } from 'vite';
import pages from './vite.config.ts';

/**
 * Builds the pages as a module for the pages of others, beside the hosted ones: `embed.js`, a name that stays, and what it loads
 * under `embed/`. It is a build of its own, so that the hosted pages keep their one script.
 */
export default mergeConfig(
  pages,
  defineConfig({
    // What it loads is found from where it is itself, not from the document.
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
