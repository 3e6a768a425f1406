import type { Call, Library, Rule } from '../../../interpreter/machine.js';
import { NO_FLOW } from '../../../values/flow.js';
import { concatenate, stringOf } from '../../../values/texts.js';
import { carrying, constant, flowOf, NOTHING, type Value } from '../../../values/value.js';
import { storedField } from '../../arguments.js';
import { CSHARP, created, dataIn, given, isDeclared, keeps, pathOf, self } from '../dotnetRules.js';
import { methodsOfTypes } from '../methodsOfTypes.js';

/** An address below the client's base. */
function addressOf(call: Call, argument: Value | undefined): Value | undefined {
  const base = storedField(call.receiver, 'BaseAddress');
  const path = stringOf(argument);
  if (!base || !argument || (path !== undefined && /^https?:/i.test(path))) return argument;
  const root = stringOf(base)?.replace(/\/+$/, '');
  return concatenate([
    root === undefined ? base : constant(root),
    constant(path?.startsWith('/') ? '' : '/'),
    argument,
  ]);
}

const get: Rule = (call, machine) => {
  const address = addressOf(call, given(call, 0, 'requestUri'));
  return created(call, machine, 'HttpAnswer', {}, machine.read(call, address, { kind: 'api' }));
};

const post: Rule = (call, machine) => {
  const [target, ...content] = call.args;
  machine.write(call, addressOf(call, target), dataIn(content), { kind: 'api' });
  return created(call, machine, 'HttpAnswer');
};

const sendRequest: Rule = (call, machine) => {
  const [request] = call.args;
  const method = (storedField(request, 'method')?.references ?? []).flatMap((each) =>
    each.kind === 'external' ? [each.name] : [],
  )[0];
  const address = storedField(request, 'uri');
  if (!address) return created(call, machine, 'HttpAnswer');
  const asked = {
    ...call,
    args: [address, ...(storedField(request, 'Content') ? [storedField(request, 'Content') ?? NOTHING] : [])],
  };
  return (method === undefined || /Get$/.test(method) ? get : post)(asked, machine);
};

const downloadFile: Rule = (call, machine) => {
  const flow = machine.read(call, addressOf(call, call.args[0]), { kind: 'api' });
  machine.write(call, pathOf(call.args[1]), flow);
  return NOTHING;
};

const CLIENTS = ['HttpClient', 'WebClient', 'RestClient'];

const GETS = [
  'GetAsync',
  'GetStringAsync',
  'GetStreamAsync',
  'GetByteArrayAsync',
  'GetFromJsonAsync',
  'DownloadString',
  'DownloadStringTaskAsync',
  'DownloadData',
  'OpenRead',
  'GetJsonAsync',
];

const POSTS = [
  'PostAsync',
  'PutAsync',
  'PatchAsync',
  'PostAsJsonAsync',
  'PutAsJsonAsync',
  'UploadString',
  'UploadData',
];

/** Clients of HTTP. */
export const dotnetRequests: Library = {
  name: 'dotnetRequests',
  languages: CSHARP,
  functions: {},
  methods: {
    '*.HttpClient': (call, machine) =>
      created(
        call,
        machine,
        'HttpClient',
        isDeclared(call) ? {} : { BaseAddress: call.named.get('BaseAddress') },
      ),
    '*.IHttpClientFactory.CreateClient': (call, machine) => created(call, machine, 'HttpClient'),
    '*.HttpRequestMessage': keeps('HttpRequest', 'method', 'uri'),
    ...Object.fromEntries(
      CLIENTS.flatMap((type) => [
        ...Object.entries(methodsOfTypes(GETS, [type], get)),
        ...Object.entries(methodsOfTypes(POSTS, [type], post)),
      ]),
    ),
    '*.HttpClient.SendAsync': sendRequest,
    '*.WebClient.DownloadFile': downloadFile,
    '*.WebClient.DownloadFileTaskAsync': downloadFile,
    '*.WebRequest.Create': (call, machine) => created(call, machine, 'WebRequest', { uri: call.args[0] }),
    '*.WebRequest.GetResponse': (call, machine) =>
      get({ ...call, args: [storedField(call.receiver, 'uri') ?? NOTHING] }, machine),
    '*.ReadAsStringAsync': self,
    '*.ReadAsStreamAsync': self,
    '*.ReadAsByteArrayAsync': self,
    '*.ReadFromJsonAsync': self,
    '*.StringContent': (call) => carrying(dataIn(call.args)),
    '*.JsonContent.Create': (call) => carrying(call.args[0] ? flowOf(call.args[0]) : NO_FLOW),
  },
};
