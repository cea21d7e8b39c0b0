/**
 * Who may import whom, as lint rules. The table is docs/map.md in another form:
 * a wrong import fails at once, with the reason beside it.
 */
const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const backstage = require('@backstage/cli/config/eslint-factory');

/** Packages of ours that each kind of package may import. */
function allowedImports(name, role) {
  const family = name.replace(/-(common|node|backend|react)$/, '');
  const own = suffixes => suffixes.map(suffix => `${family}-${suffix}`);
  const anyCommon = '@panorama/*-common';
  const anyNode = '@panorama/*-node';
  const anyReact = '@panorama/*-react';
  switch (role) {
    case 'common-library':
      return [anyCommon];
    case 'node-library':
      return [anyCommon, ...own(['common'])];
    case 'backend-plugin':
      return [anyCommon, anyNode];
    case 'backend-plugin-module':
      return [anyCommon, anyNode];
    case 'web-library':
      return name === '@panorama/ui'
        ? [anyCommon]
        : [...own(['common']), '@panorama/ui'];
    case 'frontend-plugin':
      return [anyCommon, anyReact, '@panorama/ui'];
    default:
      return undefined;
  }
}

/** Playground, benches, test bed and the demo portal stand outside the table. */
const OUTSIDE = [
  '@panorama/playground',
  '@panorama/bench',
  '@panorama/testbed',
];

/** Folders that hold decisions: no clock, no network, no framework. */
const PURE = {
  '@panorama/plugin-fleet-backend': [
    'src/watch/step.ts',
    'src/decode/**',
    'src/inventory/**',
    'src/access/rules/**',
  ],
  '@panorama/plugin-fleet-common': ['src/**'],
  '@panorama/plugin-service-map-backend': [
    'src/blast/**',
    'src/causes/**',
    'src/changes/**',
    'src/diff/**',
    'src/drift/**',
    'src/estate/**',
    'src/graph/**',
    'src/health/**',
    'src/identity/**',
    'src/problems/**',
    'src/view/**',
  ],
  '@panorama/plugin-service-map-common': ['src/**'],
};

/** Where a backend plugin reads the inventory without rights, for work that no user asked for. */
const PLATFORM_READERS = {
  '@panorama/plugin-service-map-backend': ['src/estate/platformEstate.ts'],
};

/** Folders without React, and who may say `gl.`. */
const FRAMELESS = {
  '@panorama/plugin-fleet': ['src/heatmap/**'],
  '@panorama/plugin-service-map': ['src/map/**', 'src/layout/**'],
};

const IMPURE_MODULES = [
  'node:http',
  'node:https',
  'node:net',
  'http',
  'https',
  'undici',
  'express',
  'knex',
];

const FRAMEWORKS = ['react', 'react-dom', '@material-ui/core', '@backstage/*'];

module.exports = function panorama(dir) {
  const { name, backstage: metadata } = JSON.parse(
    readFileSync(join(dir, 'package.json'), 'utf8'),
  );
  const role = metadata?.role;
  const allowed = OUTSIDE.includes(name)
    ? undefined
    : allowedImports(name, role);
  const patterns = [
    {
      group: ['@panorama/*/src', '@panorama/*/src/**'],
      message: 'index.ts is the door of a package: import what it exports.',
    },
  ];
  if (allowed) {
    patterns.push({
      group: ['@panorama/*', ...allowed.map(pattern => `!${pattern}`)],
      message: `${name} (${role}) may import only ${allowed.join(
        ', ',
      )}: see docs/map.md.`,
    });
  }
  const testFiles = [
    '**/*.test.*',
    '**/*.cases.ts',
    '**/__testUtils__/**',
    '**/testUtils/**',
    'dev/**',
  ];
  return backstage(dir, {
    rules: {
      // The factory's own rule takes strings only, and a wrong import deserves a reason.
      '@typescript-eslint/no-restricted-imports': ['error', { patterns }],
      '@typescript-eslint/no-explicit-any': 'error',
      // A constant may stand below the function that reads it when it is called.
      '@typescript-eslint/no-use-before-define': [
        'error',
        { functions: false, classes: false, variables: false },
      ],
      // Properties compare with a model that branches.
      'jest/no-conditional-expect': 'off',
      'jest/expect-expect': [
        'error',
        {
          assertFunctionNames: [
            'expect',
            'expect*',
            'fc.assert',
            'eventually',
            'until*',
            'waitFor*',
          ],
        },
      ],
      'no-restricted-syntax': [
        'error',
        ...(role === 'backend-plugin'
          ? [
              {
                selector: "CallExpression[callee.property.name='forPlatform']",
                message:
                  'A route must read as the user who asks: use forUser(credentials).',
              },
            ]
          : []),
      ],
    },
    overrides: [
      ...(PLATFORM_READERS[name] ?? []).map(files => ({
        files,
        rules: { 'no-restricted-syntax': 'off' },
      })),
      ...(PURE[name] ?? []).map(files => ({
        files,
        excludedFiles: testFiles,
        rules: {
          'no-restricted-globals': [
            'error',
            { name: 'fetch', message: 'Decisions do not open connections.' },
            { name: 'setTimeout', message: 'Decisions have no clock.' },
            { name: 'setInterval', message: 'Decisions have no clock.' },
          ],
          '@typescript-eslint/no-restricted-imports': [
            'error',
            { paths: IMPURE_MODULES, patterns },
          ],
        },
      })),
      ...(FRAMELESS[name] ?? []).map(files => ({
        files,
        excludedFiles: testFiles,
        rules: {
          '@typescript-eslint/no-restricted-imports': [
            'error',
            {
              patterns: [
                ...patterns,
                {
                  group: FRAMEWORKS,
                  message: 'The core of a picture knows no framework.',
                },
              ],
            },
          ],
        },
      })),
      {
        files: testFiles,
        rules: {
          '@typescript-eslint/no-restricted-imports': 'off',
          'no-restricted-syntax': 'off',
        },
      },
      {
        // A browser test prints how long a change took; a bench runs whole plugins.
        files: ['e2e-tests/**', 'src/benches/**', 'src/*/ours.ts'],
        excludedFiles:
          name === '@panorama/bench' || name === 'app' ? [] : ['**/*'],
        rules: {
          'no-console': 'off',
          '@backstage/no-mixed-plugin-imports': 'off',
        },
      },
    ],
  });
};
