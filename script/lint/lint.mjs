// Lints an OpenAPI document: node lint.mjs DOCUMENT. What Redocly would only warn of is an error here too.
import { createConfig, formatProblems, getTotals, lint } from '@redocly/openapi-core';

const [ref] = process.argv.slice(2);
const config = await createConfig({
  extends: ['recommended'],
  rules: {
    // …/members/me stands beside …/members/{member}: the one without a parameter goes first, as OpenAPI has it.
    'no-ambiguous-paths': 'off',
    'no-invalid-parameter-examples': 'error',
    'no-invalid-schema-examples': 'error',
    'operation-description': 'error',
    'operation-singular-tag': 'error',
    'operation-tag-defined': 'error',
    'parameter-description': 'error',
  },
});
const problems = await lint({ ref, config });
formatProblems(problems, { version: '' });
const { errors, warnings } = getTotals(problems);
process.exitCode = errors + warnings > 0 ? 1 : 0;
