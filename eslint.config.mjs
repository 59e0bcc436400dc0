import jupyter from '@jupyter/eslint-plugin';
import hooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

/** A limit of lines that count. */
const lines = max => ({ max, skipBlankLines: true, skipComments: true });

export default tseslint.config(
  {
    ignores: [
      '**/node_modules/',
      '.venv*/',
      'labextension/lib/',
      'labextension/dist/',
      'ui-tests/',
      'docs/',
      'examples/',
      'tests/',
      'tracking/',
      'server_extension/'
    ]
  },
  {
    files: ['labextension/**/*.{ts,tsx}'],
    extends: [...tseslint.configs.strictTypeChecked],
    plugins: { jupyter, 'react-hooks': hooks },
    languageOptions: {
      parserOptions: { project: './labextension/tsconfig.json' }
    },
    rules: {
      ...hooks.configs.recommended.rules,
      ...jupyter.configs.recommended[0].rules,
      // The models own their signals for as long as the page lives; views disconnect in their effects.
      'jupyter/require-signal-cleanup': 'off',
      // What a plugin imports at its top is small by measure: the big parts are behind `Later`.
      'jupyter/prefer-lazy-imports': 'off',
      // A Lumino signal is given `this` as its second argument.
      '@typescript-eslint/unbound-method': 'off',
      'max-lines': ['error', { max: 300 }],
      '@typescript-eslint/naming-convention': [
        'error',
        { selector: 'interface', format: ['PascalCase'], prefix: ['I'] }
      ],
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true }
      ],
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true }
      ],
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false }
      ],
      // `namespace CommandIDs` is JupyterLab's own way to name commands.
      '@typescript-eslint/no-namespace': 'off'
    }
  },
  {
    files: ['labextension/src/**/*.ts'],
    rules: { 'max-lines-per-function': ['error', lines(40)] }
  },
  {
    // Markup is long without being hard.
    files: ['labextension/src/**/*.tsx'],
    rules: { 'max-lines-per-function': ['error', lines(80)] }
  },
  {
    // What a test makes lives as long as the test, and nobody reads it.
    files: ['labextension/test/**/*.{ts,tsx}'],
    rules: {
      'jupyter/require-disposable-ownership': 'off',
      'jupyter/no-untranslated-string': 'off'
    }
  }
);
