/** Imports go one way (docs/architecture.md). A layer may import what `sees` lists, itself, and npm packages. */
const sees = {
  'packages/contracts': [],
  'packages/stats': ['packages/contracts'],
  'packages/engine': ['packages/contracts', 'packages/stats'],
  'packages/formats': ['packages/contracts'],
  'packages/mapper': ['packages/contracts'],
  'packages/sdk': ['packages/contracts'],
  'packages/testkit': ['packages/contracts', 'packages/stats'],
  'packages/platform': [
    'packages/contracts',
    'packages/stats',
    'packages/engine',
    'packages/formats',
    'packages/mapper',
  ],
  'apps/console': ['packages/contracts'],
  'apps/collector': ['packages/contracts', 'packages/formats', 'packages/platform'],
  'apps/worker': [
    'packages/contracts',
    'packages/stats',
    'packages/engine',
    'packages/mapper',
    'packages/platform',
  ],
  'apps/api': ['packages/contracts', 'packages/engine', 'packages/mapper', 'packages/platform'],
  'apps/cli': [
    'packages/(contracts|stats|engine|formats|mapper|sdk|platform)',
    'apps/(collector|worker|api)',
  ],
};
const tests = '\\.(test|itest|e2e)\\.tsx?$|/testing/|apps/console/e2e/';

const layers = Object.entries(sees).map(([layer, allowed]) => ({
  name: `${layer.replace('/', '-')}-sees-only`,
  severity: 'error',
  comment: `${layer} may import only: ${allowed.join(', ') || 'nothing of ours'}`,
  from: { path: `^${layer}/`, pathNot: tests },
  to: { path: '^(packages|apps)/', pathNot: `^(${[layer, ...allowed].join('|')})/` },
}));

export default {
  forbidden: [
    ...layers,
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'testkit-only-in-tests',
      severity: 'error',
      from: { pathNot: `${tests}|^packages/testkit/|^bench/` },
      to: { path: '^packages/testkit/' },
    },
    {
      name: 'packages-by-their-index',
      severity: 'error',
      comment: "another package's inside is not its interface",
      from: { path: '^(packages|apps)/([^/]+)/' },
      to: {
        path: '^(packages|apps)/[^/]+/src/.+',
        pathNot:
          '^$1/$2/|^(packages|apps)/[^/]+/src/index\\.tsx?$|^packages/platform/src/(testing|http)/index\\.ts$',
      },
    },
    {
      name: 'pure-packages-do-no-io',
      severity: 'error',
      from: { path: '^packages/(contracts|stats|engine|formats)/', pathNot: tests },
      to: { dependencyTypes: ['core'], pathNot: '^(node:)?(crypto|buffer)$' },
    },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    parser: 'tsc',
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|dist-types|fixtures|generated|node_modules)/' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      conditionNames: ['source', 'import', 'require', 'node', 'default', 'types'],
      exportsFields: ['exports'],
    },
  },
};
