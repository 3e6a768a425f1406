import { defineConfig } from 'vitest/config';

const conditions = ['source', 'module', 'node', 'development|production'];

/** Two projects: `unit` is pure and parallel; `integration` starts real servers, one file at a time. */
const project = (name, include, options = {}) => ({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: { name, include, environment: 'node', ...options },
});

export default defineConfig({
  test: {
    reporters: ['default'],
    passWithNoTests: false,
    projects: [
      project('unit', [
        'packages/*/src/**/*.test.ts',
        'apps/*/src/**/*.test.{ts,tsx}',
        'scripts/**/*.test.mjs',
      ]),
      project('integration', ['packages/*/src/**/*.itest.ts', 'apps/*/src/**/*.itest.ts'], {
        fileParallelism: false,
        testTimeout: 120_000,
        hookTimeout: 120_000,
      }),
    ],
  },
});
