import { defineConfig } from 'vitest/config';

const conditions = ['source', 'module', 'node', 'development|production'];
const servers = { fileParallelism: false, testTimeout: 120_000, hookTimeout: 120_000 };

/** One project a suite (scripts/lib/suites.mjs). Only `unit` runs its files side by side. */
const project = (name, include, options = {}) => ({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: { name, include, environment: 'node', ...options },
});

export default defineConfig({
  test: {
    passWithNoTests: false,
    projects: [
      project('unit', [
        'packages/*/src/**/*.test.ts',
        'apps/*/src/**/*.test.{ts,tsx}',
        'scripts/**/*.test.mjs',
      ]),
      project(
        'integration',
        ['packages/*/src/**/*.itest.ts', 'apps/{collector,worker,api,cli}/src/**/*.itest.ts'],
        servers,
      ),
      project('console', ['apps/console/src/**/*.itest.ts'], servers),
      project('end-to-end', ['apps/cli/src/**/*.e2e.ts'], {
        ...servers,
        testTimeout: 600_000,
        hookTimeout: 600_000,
      }),
    ],
  },
});
