const DIRECTIVE =
  /^[ \t]*\{\{-?\s*(?:if|else|end|range|with|define|template|include|block|\/\*|\$\w+\s*:?=|toYaml|tpl|fail)\b[\s\S]*?-?\}\}[ \t]*$/gm;
const VALUE = /\{\{-?\s*[^{}]*?(?:\.|\$\.?)((?:Values|Release|Chart)(?:\.\w+)+)[^{}]*?-?\}\}/g;
const OTHER = /\{\{-?[\s\S]*?-?\}\}/g;
const DEFAULT = /default\s+(?:"([^"]*)"|'([^']*)'|(\S+?))\s/;

/** A chart's value by its path, with the default that the template gives; a linker puts in the chart's values. */
export const CHART_VALUE = /helm\((Values|Release|Chart)((?:\.\w+)+)(?:,([^)]*))?\)/g;

/** Whether a file is a template of a Helm chart. */
export function isTemplate(path: string, text: string): boolean {
  return /(^|\/)templates\//.test(path) && text.includes('{{');
}

/** A template of Helm as plain YAML on the same lines: values are named in place, directives are blank. */
export function plainTemplate(text: string): string {
  return text
    .replace(DIRECTIVE, (all) => all.replace(/[^\n]/g, ''))
    .replace(VALUE, (all, path: string) => {
      const [, quoted, single, plain] = DEFAULT.exec(all) ?? [];
      const fallback = quoted ?? single ?? (plain?.startsWith('.') ? undefined : plain);
      return `helm(${path}${fallback === undefined ? '' : `,${fallback.replace(/[(),]/g, '')}`})`;
    })
    .replace(OTHER, (all) => `helm(Release.template)${all.replace(/[^\n]/g, '')}`);
}
