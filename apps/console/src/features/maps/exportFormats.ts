/** In which forms a map can be taken elsewhere. */
export const exportFormats = [
  { format: 'html', label: 'One page to share (HTML)' },
  { format: 'openlineage', label: 'OpenLineage events' },
  { format: 'graphml', label: 'GraphML' },
  { format: 'dot', label: 'Graphviz DOT' },
  { format: 'json', label: 'JSON' },
] as const;
