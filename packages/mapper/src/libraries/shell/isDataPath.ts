/** Data by its name; other files that commands copy about are programs, settings and documents. */
const DATA =
  /\.(csv|tsv|psv|jsonl?|ndjson|geojson|parquet|pq|avro|orc|feather|arrow|xlsx?|xml|db|sqlite3?|duckdb|h5|hdf5?|nc|grib2?|tiff?|shp|gpkg|pkl|pickle|joblib|npy|npz|pt|pth|onnx|safetensors|rds|rdata|dta|sav|sas7bdat|mat|dat|data|fa|fasta|fastq|fq|vcf|bam|sam|bed|gtf|wav|mp3|mp4|jpe?g|png|dump|tfrecords?|libsvm|arff|fits|root|pcap|log\.gz)(\.(gz|bz2|xz|zst|lz4|zip))?(\.\{\w+\})?$|\.(zip|tar|tgz|gz|bz2|xz|zst|7z|txt)$/i;
const CODE_TEXT =
  /(^|\/)(requirements[\w.-]*|constraints|CMakeLists|LICENSE|README|CHANGELOG|version|.*packages|.*-deps)\.txt$|(^|\/)(package(-lock)?|tsconfig|composer|renovate|devcontainer|credentials|key|service[_-]account[\w-]*|manifest|config[\w-]*)\.json$/i;
const TOOL_ARCHIVE =
  /(linux|darwin|macos|amd64|x86_64|arm64|aarch64|[-_.]bin|[-_]src|[-_]cli|driver|instantclient)[\w.-]*\.(zip|tar|tgz|gz|xz|bz2)$/i;
const FOLDER = /(^|\/)(data|datasets?|raw|input|output|inputs|outputs|features|corpus)(\/|$)/i;
/** Programs, settings and documents by their name. */
export const CODE_FILE =
  /\.(py|sh|sql|md|rst|ya?ml|toml|ini|cfg|conf|lock|[jt]sx?|mjs|go|java|scala|jar|whl|rb?|cs|html?|css|env|service|pem|key|crt|pub|so|dll|exe|deb|rpm|tf|ipynb|j2|tmpl|template|log|pid|example|proto|xsd)$/i;

/** Folders of a machine's own programs. */
const SYSTEM = /^\/(usr|bin|sbin|etc|lib|lib64|root|opt\/(?!ml\/)\w+\/bin|dev|proc)(\/|$)/;

/** Whether a path is an archive that holds a program for some machine. */
export function isToolArchive(text: string): boolean {
  return TOOL_ARCHIVE.test(text);
}

/** Whether a path can only be a program, a package, a document or settings. */
export function isSoftwarePath(text: string): boolean {
  return CODE_TEXT.test(text) || CODE_FILE.test(text) || isToolArchive(text) || SYSTEM.test(text);
}

/** Whether a path may hold data, judged by its name. */
export function isDataPath(text: string): boolean {
  if (isSoftwarePath(text)) return false;
  return /^[a-z][\w+.-]*:\/\//i.test(text) || DATA.test(text) || FOLDER.test(text);
}
