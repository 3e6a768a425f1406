interface Setting {
  value: string;
  /** The file that sets it. */
  path: string;
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** How near a setting's file is to code: files of the code's own folders come before others, the deepest first. */
function nearness(setting: Setting, from: string): number {
  const folder = folderOf(setting.path);
  const around = folder === '' || from.startsWith(`${folder}/`);
  return around ? folder.length : -1 - folder.length;
}

/** Environment variables that files of the repository set: `.env`, `.Renviron`, variables of pipelines and services. */
export class RepositorySettings {
  private readonly settings = new Map<string, Setting[]>();

  /** Earlier files win over later ones that are as near. An empty value says nothing. */
  set(name: string, value: string, path: string): void {
    if (value === '') return;
    this.settings.set(name, [...(this.settings.get(name) ?? []), { value, path }]);
  }

  /** The value that code in the file `from` most likely sees. */
  get(name: string, from: string): string | undefined {
    const known = this.settings.get(name) ?? [];
    let best = known[0];
    for (const each of known) if (best && nearness(each, from) > nearness(best, from)) best = each;
    return best?.value;
  }
}
