import { createHash } from 'node:crypto';
import type { DependencyMap } from '@driftline/contracts';
import { repositoryLabel } from '../../compare/repositoryLabel.js';
import type { MapExport } from '../mapExport.js';
import { drawGraph } from './drawGraph.js';
import { escapeHtml } from './escapeHtml.js';
import { mapTables } from './mapTables.js';
import { PAGE_SCRIPT } from './pageScript.js';
import { PAGE_STYLE } from './pageStyle.js';

function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

/** Only this script and this style may run: a name that slipped through every escape still does nothing. */
const POLICY = `default-src 'none'; style-src ${hashOf(PAGE_STYLE)}; script-src ${hashOf(PAGE_SCRIPT)}`;

function countsOf({ datasets, activities, models, dependencies, statistics }: DependencyMap): string {
  const count = (things: readonly unknown[], one: string, many = `${one}s`): string =>
    `${things.length} ${things.length === 1 ? one : many}`;
  const sources = datasets.filter(({ external }) => external);
  return [
    count(models, 'model'),
    count(dependencies, 'dependency', 'dependencies'),
    count(sources, 'source'),
    count(datasets, 'dataset'),
    count(activities, 'activity', 'activities'),
    `${statistics.files} files with ${statistics.lines} lines read`,
  ].join(', ');
}

/** One page that holds everything and asks for nothing: it opens from a disk or a mail as it does from a server. */
export const htmlExport: MapExport = {
  name: 'html',
  mediaType: 'text/html; charset=utf-8',
  extension: 'html',
  write: (map, { at }) => {
    const title = escapeHtml(`Dependency map of ${repositoryLabel(map)}`);
    const commit = map.repository.commit === null ? '' : `commit ${map.repository.commit}, `;
    const notices = (map.notices ?? []).map(
      ({ message, action }) => `<p>${escapeHtml(`${message} ${action}`)}</p>`,
    );
    return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<title>${title}</title>
<style>${PAGE_STYLE}</style>
</head>
<body>
<main>
<h1>${title}</h1>
<p class="soft">${escapeHtml(`${commit}made ${at}`)}<br>${escapeHtml(countsOf(map))}</p>
${notices.join('\n')}
<p class="bar"><label>Search <input id="search" type="search" autocomplete="off"></label> <span id="found" class="soft" role="status"></span></p>
<div id="graph" tabindex="-1">${drawGraph(map)}</div>
${mapTables(map)}
</main>
<script>${PAGE_SCRIPT}</script>
</body>
</html>
`;
  },
};
