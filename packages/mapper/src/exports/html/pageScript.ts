/**
 * What the page does by itself: searching, and showing what leads to a node and what comes of it. Without it the page
 * shows everything. It reads the document only; nothing of the map is in it.
 */
export const PAGE_SCRIPT = `
const search = document.getElementById('search');
const found = document.getElementById('found');
const nodes = [...document.querySelectorAll('.node')];
const edges = [...document.querySelectorAll('.edge')];
const rows = [...document.querySelectorAll('.searched tbody tr')];
let focus = null;

function related(id, from, to) {
  const seen = new Set([id]);
  const waiting = [id];
  while (waiting.length > 0) {
    const at = waiting.pop();
    for (const edge of edges) {
      const next = edge.dataset[to];
      if (edge.dataset[from] !== at || seen.has(next)) continue;
      seen.add(next);
      waiting.push(next);
    }
  }
  return seen;
}

function show() {
  const words = search.value.toLowerCase().split(/\\s+/).filter(Boolean);
  const holds = (text) => words.every((word) => text.includes(word));
  const near = focus && new Set([...related(focus, 'from', 'to'), ...related(focus, 'to', 'from')]);
  for (const node of nodes) {
    const shown = holds(node.dataset.words) && (!near || near.has(node.dataset.id));
    node.classList.toggle('faint', !shown);
    node.classList.toggle('hit', node.dataset.id === focus);
    node.setAttribute('aria-pressed', String(node.dataset.id === focus));
  }
  for (const { classList, dataset } of edges)
    classList.toggle('faint', Boolean(near) && !(near.has(dataset.from) && near.has(dataset.to)));
  for (const row of rows) row.hidden = !holds(row.textContent.toLowerCase());
  const count = rows.filter((row) => !row.hidden).length;
  found.textContent = words.length > 0 ? count + ' of ' + rows.length + ' lines' : '';
}

function choose(id) {
  focus = focus === id ? null : id;
  show();
}

search.addEventListener('input', show);
for (const node of nodes) {
  node.addEventListener('click', () => choose(node.dataset.id));
  node.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    choose(node.dataset.id);
  });
}
for (const link of document.querySelectorAll('[data-show]'))
  link.addEventListener('click', () => {
    focus = null;
    choose(link.dataset.show);
    const node = nodes.find((each) => each.dataset.id === link.dataset.show);
    if (node) node.scrollIntoView({ block: 'center', inline: 'center' });
  });
document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && focus) choose(focus);
});
`;
