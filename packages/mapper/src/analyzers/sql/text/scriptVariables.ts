const DEFINITIONS: readonly RegExp[] = [
  /^[ \t]*\\set[ \t]+(\w+)[ \t]+'?([^'\n]*?)'?[ \t]*$/gim,
  /^[ \t]*:setvar[ \t]+(\w+)[ \t]+"?([^"\n]*?)"?[ \t]*$/gim,
  /^[ \t]*define[ \t]+(\w+)[ \t]*=[ \t]*'?([^'\n;]*?)'?[ \t]*;?[ \t]*$/gim,
  /^[ \t]*set[ \t]+(?:hivevar:|hiveconf:|var\.)([\w.]+)[ \t]*=[ \t]*'?([^'\n;]*?)'?[ \t]*;[ \t]*$/gim,
  /\{%-?\s*set\s+(\w+)\s*=\s*["']([^"'\n]*)["']\s*-?%\}/g,
];

/** What clients of databases and templates let a script define for itself: psql, sqlcmd, SQL*Plus, Hive, Jinja. */
export function scriptVariables(script: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const pattern of DEFINITIONS) {
    for (const [, name = '', value = ''] of script.matchAll(pattern)) {
      const plain = value.trim().replace(/\r$/, '');
      if (plain !== '' && !/[`{}$]/.test(plain)) found.set(name, plain);
    }
  }
  return found;
}
