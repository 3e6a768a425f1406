/** Style of the page: dark or light as the reader's system is. */
export const PAGE_STYLE = `
:root { color-scheme: light dark; --ink: #1b1f24; --soft: #57606a; --paper: #fff; --line: #d0d7de; --panel: #f6f8fa;
  --dataset: #0a6e7d; --source: #8a4b00; --activity: #57606a; --model: #6f42c1; --hit: #b35900; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --soft: #9aa4af; --paper: #0d1117; --line: #30363d;
  --panel: #161b22; --dataset: #4cc9dc; --source: #e3a04f; --activity: #9aa4af; --model: #b794f6; --hit: #ffa657; } }
* { box-sizing: border-box; }
body { margin: 0; padding: 1rem 1.5rem 3rem; background: var(--paper); color: var(--ink);
  font: 15px/1.5 system-ui, sans-serif; }
h1 { font-size: 1.4rem; overflow-wrap: anywhere; margin: 0 0 .25rem; }
.soft, .place { color: var(--soft); }
.place, code { font: 13px/1.4 ui-monospace, monospace; overflow-wrap: anywhere; }
.bar { position: sticky; top: 0; z-index: 1; background: var(--paper); padding: .75rem 0; }
input { font: inherit; color: inherit; background: var(--panel); border: 1px solid var(--line); border-radius: 6px;
  padding: .35rem .6rem; width: min(30rem, 100%); }
#graph { overflow: auto; max-height: 75vh; border: 1px solid var(--line); border-radius: 8px; background: var(--panel); }
table { border-collapse: collapse; width: 100%; margin-top: 2rem; }
caption { text-align: left; font-weight: 600; padding-bottom: .4rem; }
th, td { text-align: left; vertical-align: top; padding: .4rem .6rem; border-top: 1px solid var(--line); }
td { overflow-wrap: anywhere; } .short { white-space: nowrap; } ol, ul { margin: 0; padding-left: 1.2rem; }
a { color: var(--dataset); }
:focus-visible { outline: 2px solid var(--hit); outline-offset: 2px; }
.node rect { fill: var(--paper); stroke: var(--dataset); stroke-width: 1.5; }
.node.source rect { stroke: var(--source); stroke-width: 2.5; } .node.activity rect { stroke: var(--activity); }
.node.model rect { stroke: var(--model); stroke-width: 2.5; }
.node text { fill: var(--ink); font: 12px system-ui, sans-serif; text-anchor: middle; dominant-baseline: central; }
.node { cursor: pointer; } .node.hit rect { stroke: var(--hit); stroke-width: 4; }
.edge { fill: none; stroke: var(--soft); stroke-width: 1.2; }
.edge.inferred { stroke-dasharray: 6 3; } .edge.possible { stroke-dasharray: 2 3; }
.faint { opacity: .15; } [hidden] { display: none; }
`;
