import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** `DRIFTLINE_API` names a running api for `vite dev`; the build is static and asks `/v1` on its own origin. */
export default defineConfig({
  plugins: [react()],
  resolve: { conditions: ['source', 'module', 'browser', 'development|production'] },
  build: { outDir: 'dist', emptyOutDir: true, chunkSizeWarningLimit: 1700 },
  server: { host: '127.0.0.1', proxy: { '/v1': process.env.DRIFTLINE_API ?? 'http://127.0.0.1:4180' } },
});
