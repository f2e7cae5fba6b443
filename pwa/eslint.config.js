import js from '@eslint/js'
import vue from 'eslint-plugin-vue'
import globals from 'globals'
import ts from 'typescript-eslint'

/** The zones: the two faces never import each other, and what they share imports neither. */
const closed = (files, faces, message) => ({
  files,
  rules: {
    'no-restricted-imports': [
      'error',
      { patterns: faces.map((face) => ({ regex: `(^@${face}/|(^|/)${face}(/|$))`, message })) },
    ],
  },
})

export default ts.config(
  { ignores: ['dist/', 'node_modules/', '**/*.gen.ts'] },
  js.configs.recommended,
  ...ts.configs.recommended,
  ...vue.configs['flat/recommended'],
  {
    files: ['**/*.{ts,vue}'],
    languageOptions: {
      globals: { ...globals.browser },
      parserOptions: { parser: ts.parser, extraFileExtensions: ['.vue'], sourceType: 'module' },
    },
    rules: {
      'no-undef': 'off', // the type checker knows better
      'no-console': 'error',
      complexity: ['error', 8],
      eqeqeq: 'error',
      'max-lines': ['error', { max: 400 }],
      'max-lines-per-function': ['error', { max: 40, skipComments: true, skipBlankLines: true, IIFEs: false }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
    },
  },
  {
    files: ['**/*.vue'],
    rules: {
      'max-lines': ['error', { max: 250 }],
      'vue/block-lang': ['error', { script: { lang: 'ts' } }],
      'vue/component-api-style': ['error', ['script-setup']],
      'vue/define-macros-order': 'error',
      'vue/no-undef-components': ['error', { ignorePatterns: ['^Router(Link|View)$'] }],
      // The shape of the markup is the author's: what matters is that it reads well.
      'vue/max-attributes-per-line': 'off',
      'vue/singleline-html-element-content-newline': 'off',
      'vue/html-self-closing': 'off',
      'vue/html-closing-bracket-newline': 'off',
      'vue/first-attribute-linebreak': 'off',
      'vue/html-indent': 'off',
      'vue/multiline-html-element-content-newline': 'off',
      'vue/require-default-prop': 'off', // an optional prop says so in its type
    },
  },
  { files: ['src/shared/ui/*.vue'], rules: { 'max-lines': ['error', { max: 120 }] } },
  { files: ['**/*.test.ts'], rules: { 'max-lines-per-function': 'off' } },
  { files: ['*.config.{js,ts}', 'src/**/*.node.test.ts'], languageOptions: { globals: { ...globals.node } } },
  closed(['src/shared/**'], ['desk', 'technician'], 'shared/ serves both faces and knows neither.'),
  closed(['src/desk/**'], ['technician'], 'The desk never imports the phone face: move what both need to shared/.'),
  closed(['src/technician/**'], ['desk'], 'The phone never imports the desk face: move what both need to shared/.'),
)
