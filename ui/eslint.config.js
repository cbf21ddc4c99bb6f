/** What the linter holds the screens to. The two rules under `daybook/` are ours and stand in ./lint. */
import js from '@eslint/js';
import a11y from 'eslint-plugin-jsx-a11y';
import hooks from 'eslint-plugin-react-hooks';
import globals from 'globals';
import ts from 'typescript-eslint';
import { onlyDoor, wordsFromTexts } from './lint/rules.js';

export default ts.config(
  { ignores: ['dist', 'node_modules', 'src/backend/generated'] },
  js.configs.recommended,
  ...ts.configs.strict,
  a11y.flatConfigs.recommended,
  hooks.configs.flat['recommended-latest'],
  {
    files: ['**/*.{ts,tsx}'],
    languageOptions: { globals: globals.browser },
    plugins: { daybook: { rules: { 'words-from-texts': wordsFromTexts, 'only-door': onlyDoor } } },
    rules: {
      'daybook/words-from-texts': 'error',
      'daybook/only-door': 'error',
      'no-console': 'error',
      eqeqeq: 'error',
      'react-hooks/exhaustive-deps': ['error', { additionalHooks: '^useAsk$' }],
      'jsx-a11y/no-noninteractive-tabindex': 'off',
    },
  },
  {
    files: ['**/*.test.{ts,tsx}', 'src/backend/memory/**'],
    rules: { 'daybook/words-from-texts': 'off', '@typescript-eslint/no-non-null-assertion': 'off' },
  },
  { files: ['*.js', 'lint/*.js', 'vite.config.ts'], languageOptions: { globals: globals.node } },
);
