import { settingsReference } from '../../packages/platform/dist/index.js';

const cell = (text) => text.replaceAll('|', '\\|');

/** The page `docs/reference/settings.md`. */
export function settingsPage() {
  return [
    '# Settings',
    '',
    'Environment variables of every process. One that is empty counts as not set; all bad ones are reported at once.',
    'Made from the sources by `npm run docs`.',
    '',
    '| variable | default | allowed | what it does |',
    '|---|---|---|---|',
    ...settingsReference().map(
      ({ variable, fallback, allowed, description }) =>
        `| \`${variable}\` | ${cell(fallback)} | ${cell(allowed)} | ${cell(description)} |`,
    ),
    '',
  ].join('\n');
}
