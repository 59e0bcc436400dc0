const base = require('@jupyterlab/testutils/lib/jest-config')(__dirname);

const esModules = [
  '@jupyterlab/',
  '@jupyter/',
  '@lumino/',
  '@codemirror',
  '@lezer',
  '@marijn',
  '@microsoft',
  '@rjsf/',
  'crelt',
  'exenv-es6',
  'lib0',
  'nanoid',
  'style-mod',
  'uuid',
  'w3c-keyname',
  'y-protocols',
  'yjs'
].join('|');

module.exports = {
  ...base,
  reporters: ['default'],
  rootDir: 'labextension',
  setupFilesAfterEnv: ['<rootDir>/test/setup.ts'],
  testRegex: '/test/.*\\.spec\\.tsx?$',
  transform: {
    '\\.svg$': '@jupyterlab/testing/lib/jest-raw-loader.js',
    '^.+\\.(tsx?|jsx?)$': [
      'ts-jest',
      {
        diagnostics: false,
        tsconfig: {
          isolatedModules: true,
          allowJs: true,
          esModuleInterop: true,
          jsx: 'react-jsx',
          module: 'commonjs',
          target: 'ES2020'
        }
      }
    ]
  },
  transformIgnorePatterns: [`/node_modules/(?!${esModules}).+`]
};
