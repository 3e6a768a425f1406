/** What begins a hole in a template. */
const HOLE = ['$', '{'].join('');

/** Index after the string, template or comment that begins at `index`, or `index` when none does. */
function afterText(source, index) {
  const [first, second] = [source[index], source[index + 1]];
  if (first === '/' && second === '/') return indexOrEnd(source, '\n', index);
  if (first === '/' && second === '*') return indexOrEnd(source, '*/', index) + 2;
  if (first !== "'" && first !== '"' && first !== '`') return index;
  let at = index + 1;
  while (at < source.length && source[at] !== first) {
    if (source[at] === '\\') at += 2;
    else if (first === '`' && source.startsWith(HOLE, at)) at = afterBracket(source, at + 1);
    else at += 1;
  }
  return at + 1;
}

function indexOrEnd(source, text, index) {
  const found = source.indexOf(text, index);
  return found === -1 ? source.length : found;
}

/** Index after the bracket that closes the one at `index`. */
function afterBracket(source, index) {
  let at = index + 1;
  while (at < source.length) {
    const next = afterText(source, at);
    if (next !== at) at = next;
    else if ('([{'.includes(source[at])) at = afterBracket(source, at);
    else if (')]}'.includes(source[at])) return at + 1;
    else at += 1;
  }
  return at;
}

/** The members of the bracket that opens at `index`: what stands between its commas. */
export function membersOf(source, index) {
  const end = afterBracket(source, index) - 1;
  const members = [];
  let start = index + 1;
  let at = start;
  while (at < end) {
    const next = afterText(source, at);
    if (next !== at) at = next;
    else if ('([{'.includes(source[at])) at = afterBracket(source, at);
    else if (source[at] === ',') {
      members.push(source.slice(start, at).trim());
      at += 1;
      start = at;
    } else at += 1;
  }
  members.push(source.slice(start, end).trim());
  return members.filter((member) => member !== '');
}

/** The texts that an expression may be: its literals, with `…` for what is known only when it runs. */
export function textsOf(expression) {
  const texts = [];
  let at = 0;
  while (at < expression.length) {
    const next = afterText(expression, at);
    if (next === at) at += 1;
    else {
      if (expression[at] !== '/') texts.push(spoken(expression.slice(at + 1, next - 1)));
      at = next;
    }
  }
  return texts;
}

function spoken(literal) {
  let text = '';
  let at = 0;
  while (at < literal.length) {
    if (literal.startsWith(HOLE, at)) {
      text += '…';
      at = afterBracket(literal, at + 1);
    } else if (literal[at] === '\\') {
      text += literal[at + 1] === 'n' ? ' ' : literal[at + 1];
      at += 2;
    } else {
      text += literal[at];
      at += 1;
    }
  }
  return text;
}
