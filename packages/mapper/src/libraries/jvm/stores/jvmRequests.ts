import type { Library, Rule } from '../../../interpreter/machine.js';
import { NO_FLOW } from '../../../values/flow.js';
import { carrying, NOTHING } from '../../../values/value.js';
import { storedField } from '../../arguments.js';
import { dataIn, JVM, keep, under } from '../jvmValues.js';

/** Requests to the web are built first and sent later. */
const requestRule: Rule = (call, machine) => {
  const { cell, value } = machine.instance(call, 'http.Request', NO_FLOW);
  const [url] = call.args;
  if (url) cell.fields.set('<url>', url);
  return value;
};

const urlRule: Rule = (call, machine) => {
  const request = storedField(call.receiver, '<made>')
    ? call.receiver
    : machine.instance(call, 'http.Request', NO_FLOW).value;
  keep(request, '<url>', call.args[0]);
  return request ?? NOTHING;
};

const sendRule: Rule = (call, machine) => {
  const url = [call.args[0], call.receiver].flatMap((each) => storedField(each, '<url>') ?? [])[0];
  if (!url) return carrying(dataIn([call.receiver, ...call.args]));
  const body = [call.args[0], call.receiver].flatMap((each) => storedField(each, '<body>') ?? [])[0];
  if (body) machine.write(call, url, dataIn([body]), { kind: 'api' });
  return body ? NOTHING : carrying(machine.read(call, url, { kind: 'api' }));
};

const getUrlRule: Rule = (call, machine) => carrying(machine.read(call, call.args[0], { kind: 'api' }));

const openUrlRule: Rule = (call, machine) =>
  call.receiver?.texts
    ? carrying(machine.read(call, call.receiver, { kind: 'api' }))
    : (call.receiver ?? NOTHING);

const postUrlRule: Rule = (call, machine) => {
  machine.write(call, call.args[0], dataIn(call.args.slice(1)), { kind: 'api' });
  return NOTHING;
};

const bodyRule: Rule = (call) => {
  keep(call.receiver, '<body>', carrying(dataIn(call.args)));
  return call.receiver ?? NOTHING;
};

/** Clients of HTTP. */
export const jvmRequests: Library = {
  name: 'jvmRequests',
  languages: JVM,
  functions: {},
  methods: {
    '*.HttpRequest.newBuilder': requestRule,
    '*.HttpGet': requestRule,
    '*.HttpPost': requestRule,
    '*.Request.Builder': requestRule,
    '*.Request$Builder': requestRule,
    ...under(
      ['POST', 'PUT', 'post', 'put', 'setEntity', 'method'].map((name) => `http.Request.${name}`),
      bodyRule,
    ),
    ...under(
      [
        '*.HttpClient.send',
        '*.HttpClient.sendAsync',
        '*.httpClient.send',
        '*.client.send',
        '*.HttpClient.execute',
        '*.httpClient.execute',
        '*.CloseableHttpClient.execute',
        '*.client.newCall',
        '*.OkHttpClient.newCall',
        '*.httpclient.execute',
        '*.newCall',
      ],
      sendRule,
    ),
    'HttpClient.send': sendRule,
    'HttpClient.sendAsync': sendRule,
    ...under(
      [
        '*.restTemplate.getForObject',
        '*.RestTemplate.getForObject',
        '*.restTemplate.getForEntity',
        '*.RestTemplate.getForEntity',
        '*.RestTemplate.exchange',
        '*.Http.apply',
        '*.requests.get',
        '*.Jsoup.connect',
        '*.basicRequest.get',
      ],
      getUrlRule,
    ),
    ...under(
      [
        '*.restTemplate.postForObject',
        '*.RestTemplate.postForObject',
        '*.RestTemplate.postForEntity',
        '*.restTemplate.postForEntity',
        '*.requests.post',
      ],
      postUrlRule,
    ),
    'text.openStream': openUrlRule,
    'text.openConnection': openUrlRule,
    '*.webClient.uri': urlRule,
  },
};
