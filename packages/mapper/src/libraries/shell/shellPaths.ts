import type { Flow } from '../../values/flow.js';
import { isEmptyFlow, joinFlows, NO_FLOW } from '../../values/flow.js';
import { mapTexts } from '../../values/texts.js';
import { flowOf, type Value } from '../../values/value.js';
import { type ShellCommand, wordOf } from './shellCommand.js';

const ABSOLUTE = /^(\/|~|[a-z][\w+.-]*:\/\/|[a-z]:[\\/])/i;
/** Data by its name; other files that commands copy about are programs, settings and documents. */
const DATA =
  /\.(csv|tsv|psv|jsonl?|ndjson|geojson|parquet|pq|avro|orc|feather|arrow|xlsx?|xml|db|sqlite3?|duckdb|h5|hdf5?|nc|grib2?|tiff?|shp|gpkg|pkl|pickle|joblib|npy|npz|pt|pth|onnx|safetensors|rds|rdata|dta|sav|sas7bdat|mat|dat|data|fa|fasta|fastq|fq|vcf|bam|sam|bed|gtf|wav|mp3|mp4|jpe?g|png|dump|tfrecords?|libsvm|arff|fits|root|pcap|log\.gz)(\.(gz|bz2|xz|zst|lz4|zip))?(\.\{\w+\})?$|\.(zip|tar|tgz|gz|bz2|xz|zst|7z|txt)$/i;
const CODE_TEXT =
  /(^|\/)(requirements[\w.-]*|constraints|CMakeLists|LICENSE|README|CHANGELOG|version|.*packages|.*-deps)\.txt$|(^|\/)(package(-lock)?|tsconfig|composer|renovate|devcontainer|credentials|key|service[_-]account[\w-]*|manifest|config[\w-]*)\.json$/i;
const TOOL_ARCHIVE =
  /(linux|darwin|macos|amd64|x86_64|arm64|aarch64|[-_.]bin|[-_]src)[\w.-]*\.(zip|tar|tgz|gz|xz|bz2)$/i;
const FOLDER = /(^|\/)(data|datasets?|raw|input|output|inputs|outputs|features|corpus)(\/|$)/i;
const CODE =
  /\.(py|sh|sql|md|rst|ya?ml|toml|ini|cfg|conf|lock|[jt]sx?|mjs|go|java|scala|jar|whl|rb?|cs|html?|css|env|service|pem|key|crt|pub|so|dll|exe|deb|rpm|tf|ipynb|j2|tmpl|template|log|pid|example|proto|xsd)$/i;

/** A path as seen from where the command runs; a `-` and devices are none. */
export function pathOf(command: ShellCommand, value: Value | undefined): Value | undefined {
  const text = wordOf(value);
  if (!value || text === '-' || /^\/dev\/|^&\d/.test(text)) return undefined;
  const folder = command.call.named.get('cwd');
  const base = folder?.texts ? wordOf(folder).replace(/\/+$/, '') : '';
  const written = mapTexts(value, (path) => path.replace(/^file:\/\//, ''));
  if (base === '' || base === '.') return written;
  return mapTexts(written, (path) => (ABSOLUTE.test(path) || /^\{/.test(path) ? path : `${base}/${path}`));
}

/** Whether a path may hold data, judged by its name. */
export function isDataPath(text: string): boolean {
  if (CODE_TEXT.test(text) || CODE.test(text) || TOOL_ARCHIVE.test(text)) return false;
  return /^[a-z][\w+.-]*:\/\//i.test(text) || DATA.test(text) || FOLDER.test(text);
}

/** The text of a query or of settings that the repository has; `script` remembers which file it is. */
export function scriptText(command: ShellCommand, path: Value): Value | undefined {
  const text = path.texts?.length === 1 ? command.machine.config(wordOf(path)) : undefined;
  return text?.texts ? { ...text, fields: new Map([['script', path]]) } : undefined;
}

/** Reads a file that a command names, if it may hold data. */
export function readFile(command: ShellCommand, value: Value | undefined): Flow {
  const path = pathOf(command, value);
  if (!path) return NO_FLOW;
  if (!path.texts) return flowOf(path);
  return isDataPath(wordOf(path)) ? command.machine.read(command.call, path) : NO_FLOW;
}

/** Writes a file that a command names, if it may hold data. */
export function writeFile(command: ShellCommand, value: Value | undefined, data: Flow): void {
  const path = pathOf(command, value);
  if (path?.texts && (isDataPath(wordOf(path)) || (!isEmptyFlow(data) && !CODE.test(wordOf(path)))))
    command.machine.write(command.call, path, data);
}

/** Everything that some files hold. */
export function readFiles(command: ShellCommand, values: readonly Value[]): Flow {
  return values.map((value) => readFile(command, value)).reduce(joinFlows, NO_FLOW);
}
