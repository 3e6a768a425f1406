const DELIMITER = /^[ \t]*delimiter[ \t]+(\S+)[^\n]*$/gim;

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** MySQL's client lets a script choose what ends a statement: below such a line it becomes a semicolon again. */
export function plainDelimiters(script: string): string {
  const changes = [...script.matchAll(DELIMITER)];
  if (changes.length === 0) return script;
  let result = script.slice(0, changes[0]?.index);
  for (const [index, change] of changes.entries()) {
    const delimiter = (change[1] ?? ';').replace(/;$/, '') || ';';
    const part = script.slice(change.index + change[0].length, changes[index + 1]?.index);
    result +=
      delimiter === ';' ? part : part.replace(new RegExp(`${escaped(delimiter)}(?=[ \\t]*\\r?$)`, 'gm'), ';');
  }
  return result;
}
