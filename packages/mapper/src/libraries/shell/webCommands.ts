import { isEmptyFlow, joinFlows, NO_FLOW } from '../../values/flow.js';
import { concatenate, mapTexts } from '../../values/texts.js';
import { carrying, constant, NOTHING, type Value } from '../../values/value.js';
import { isToolArchive } from './isDataPath.js';
import { hasOption, type Options, optionOf, parseOptions } from './parseOptions.js';
import { type CommandRule, type CommandRules, inputFlow, type ShellCommand, wordOf } from './shellCommand.js';
import { readFile, writeFile } from './shellPaths.js';

const CURL =
  '-o --output -X --request -H --header -d --data --data-binary --data-raw --data-urlencode -F --form -T --upload-file -u --user -A --user-agent -e --referer -b --cookie -c --cookie-jar -m --max-time --retry --retry-delay --connect-timeout -w --write-out -x --proxy --cacert --cert --key -K --config --url -r --range -D --dump-header --output-dir --resolve --json --limit-rate -C --continue-at -z';
const WGET =
  '-O --output-document -P --directory-prefix -o --output-file -a -i --input-file -U --user-agent --header --post-data --post-file --tries -t --timeout -T --user --password --http-user --http-password --limit-rate -A -R -l --level -e -w --wait -D --load-cookies --cut-dirs -X -I';
/** Programs, packages and keys, and the pages where tools are released: downloads, but no data. */
const SOFTWARE =
  /\.(sh|bash|deb|rpm|apk|asc|gpg|key|pub|whl|jar|exe|msi|dmg|pkg|py|pl|ya?ml|repo|list|patch|service|conf|crt|pem|so|ps1)(\?|$)|\/releases\/(download|latest)\/|\/archive\/refs\/|(^|[/.-])(install|installer|setup|get-[\w-]+|get-pip|bootstrap|miniconda|mambaforge|miniforge|anaconda)\w*([/.-]|$)|^https?:\/\/(deb|apt|get|packages?|download\.docker|dl-ssl|dl\.k8s|archive\.apache|repo1?|repos?|cdn\.azul|nodejs|keyserver|pypi|registry|sh|raw\.githubusercontent\.com\/[^ ]*\/(install|nvm))[./-]|downloads\.apache\.org|dlcdn\.apache|mirrors?[./]|codecov\.io/i;
/** Calls that ask whether something runs, or tell somebody that something happened. */
const SIGNAL =
  /^https?:\/\/(localhost|127\.0\.0\.1|0\.0\.0\.0|host\.docker\.internal|metadata)\b|169\.254\.169\.254|metadata\.google|hooks\.slack|discord(app)?\.com|pagerduty|healthchecks?\.|hc-ping|api\.telegram|webhook|api\.github\.com|sentry\.io/i;

/** Whether a URL leads to data, as far as its words say. */
function isData(url: Value): boolean {
  const text = wordOf(url);
  return !SOFTWARE.test(text) && !SIGNAL.test(text) && !isToolArchive(text);
}

function isUrl(value: Value): boolean {
  return !value.texts || /^[a-z]+:\/\/|^\{|^[\w-]+(\.[\w-]+)+(\/|$)/i.test(wordOf(value));
}

function absolute(url: Value): Value {
  return /^([a-z]+:\/\/|\{)/i.test(wordOf(url)) ? url : concatenate([constant('http://'), url]);
}

/** The last part of a URL: the file that a download without a name makes. */
function fileOfUrl(url: Value): Value {
  return mapTexts(
    url,
    (text) =>
      text
        .replace(/[?#].*$/, '')
        .split('/')
        .at(-1) ?? '',
  );
}

function download(command: ShellCommand, url: Value, target: Value | undefined): Value {
  if (!isData(url)) return NOTHING;
  const data = command.machine.read(command.call, url.texts ? absolute(url) : url, { kind: 'api' });
  if (target && wordOf(target) !== '-' && !/^\/dev\//.test(wordOf(target))) {
    writeFile(command, target, data);
    return NOTHING;
  }
  return { ...carrying(data), hint: 'response' };
}

/** `-d @file`, `-F file=@path`, `-T file`: what is sent. */
function sent(command: ShellCommand, options: Options): { sends: boolean; flow: typeof NO_FLOW } {
  const bodies = [
    ...['-d', '--data', '--data-binary', '--data-raw', '--data-urlencode', '--json', '-F', '--form'],
    ...['--post-data', '--post-file', '-T', '--upload-file'],
  ].flatMap((name) => options.given.get(name)?.map((value) => ({ name, value })) ?? []);
  const flows = bodies.map(({ name, value }) => {
    const text = wordOf(value);
    const isFile = /^(-T|--upload-file|--post-file)$/.test(name);
    if (text === '-' || text === '@-') return inputFlow(command);
    const file = isFile
      ? value
      : text.includes('@')
        ? mapTexts(value, (each) => each.replace(/^[^@]*@/, ''))
        : undefined;
    return file ? readFile(command, file) : value.flow;
  });
  return { sends: bodies.length > 0, flow: flows.reduce(joinFlows, NO_FLOW) };
}

const curlRule: CommandRule = (command) => {
  const options = parseOptions(command.words, { values: CURL });
  const urls = [...(options.given.get('--url') ?? []), ...options.operands, ...options.rest].filter(isUrl);
  const method = wordOf(optionOf(options, '-X', '--request')).toUpperCase();
  if (hasOption(options, '-I', '--head') || method === 'DELETE' || method === 'HEAD') return NOTHING;
  const body = sent(command, options);
  const uploads = hasOption(options, '-T', '--upload-file') || method === 'PUT';
  if (body.sends || uploads || method === 'POST') {
    for (const url of urls) {
      const carries = uploads || !isEmptyFlow(body.flow);
      if (carries && isData(url))
        command.machine.write(command.call, absolute(url), body.flow, { kind: 'api' });
    }
    const [url] = urls;
    const query = body.sends && !uploads && url && isEmptyFlow(body.flow);
    return query
      ? download(command, url, optionOf(options, '-o', '--output'))
      : { ...NOTHING, hint: 'response' };
  }
  const outputs = options.given.get('-o') ?? options.given.get('--output') ?? [];
  const named = hasOption(options, '-O', '--remote-name', '-J');
  const folder = optionOf(options, '--output-dir');
  const printed = urls.map((url, index) => {
    const target = outputs[index] ?? (named ? fileOfUrl(url) : undefined);
    return download(command, url, target && folder ? concatenate([folder, constant('/'), target]) : target);
  });
  return printed.at(-1) ?? NOTHING;
};

const wgetRule: CommandRule = (command) => {
  const options = parseOptions(command.words, { values: WGET });
  if (hasOption(options, '--spider')) return NOTHING;
  const urls = [...options.operands, ...options.rest].filter(isUrl);
  const joined = options.given.get('-q')?.[0];
  const target = optionOf(options, '-O', '--output-document') ?? joined;
  const folder = optionOf(options, '-P', '--directory-prefix');
  const list = optionOf(options, '-i', '--input-file');
  if (list && wordOf(list) !== '-') readFile(command, list);
  const printed = urls.map((url) => {
    const own = target ?? fileOfUrl(url);
    const mirrors = !target && folder && wordOf(own) === '';
    if (mirrors)
      return download(
        command,
        url,
        mapTexts(folder, (path) => path.replace(/(.)\/+$/, '$1')),
      );
    return download(command, url, folder && !target ? concatenate([folder, constant('/'), own]) : own);
  });
  return printed.at(-1) ?? NOTHING;
};

/** aria2c, axel, http: the URL is an operand, the file an option. */
const fetchRule: CommandRule = (command) => {
  const options = parseOptions(command.words, { values: '-o --out -d --dir --output -i -x -s -j -k' });
  const folder = optionOf(options, '-d', '--dir');
  for (const url of options.operands.filter((each) => /:\/\//.test(wordOf(each)))) {
    const target = optionOf(options, '-o', '--out', '--output') ?? fileOfUrl(url);
    download(command, url, folder ? concatenate([folder, constant('/'), target]) : target);
  }
  return NOTHING;
};

/** Downloads and uploads over HTTP. */
export const webCommands: CommandRules = {
  curl: curlRule,
  wget: wgetRule,
  aria2c: fetchRule,
  axel: fetchRule,
  http: fetchRule,
};
