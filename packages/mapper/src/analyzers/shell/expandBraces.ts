const GROUP = /\{([^{}\s]*,[^{}\s]*)\}|\{(\d+)\.\.(\d+)\}/;
const MAXIMUM_WORDS = 64;

function range(from: string, to: string): string[] {
  const [first, last] = [Number(from), Number(to)];
  const width = from.startsWith('0') ? from.length : 0;
  const length = Math.min(Math.abs(last - first) + 1, MAXIMUM_WORDS);
  const step = last < first ? -1 : 1;
  return Array.from({ length }, (_each, index) => String(first + step * index).padStart(width, '0'));
}

/** The words that `{a,b}` and `{1..9}` in a plain word stand for; at most 64. */
export function expandBraces(word: string): string[] {
  const group = GROUP.exec(word);
  if (!group) return [word];
  const [all, list, from, to] = group;
  const options = list === undefined ? range(from ?? '0', to ?? '0') : list.split(',');
  const [before, after] = [word.slice(0, group.index), word.slice(group.index + all.length)];
  const rest = expandBraces(after).slice(0, MAXIMUM_WORDS);
  return options.flatMap((option) => rest.map((each) => `${before}${option}${each}`)).slice(0, MAXIMUM_WORDS);
}
