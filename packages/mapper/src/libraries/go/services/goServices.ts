import type { Library, Rule } from '../../../interpreter/machine.js';
import { isEmptyFlow, NO_FLOW } from '../../../values/flow.js';
import { stringOf } from '../../../values/texts.js';
import { carrying, constant, flowOf } from '../../../values/value.js';
import { storedField } from '../../arguments.js';
import { dataOfArguments, object } from '../goValues.js';
import { firstRule } from './serviceRules.js';

const getRule: Rule = (call, machine) => carrying(machine.read(call, call.args[0], { kind: 'api' }));

const postRule: Rule = (call, machine) => {
  const data = dataOfArguments(call.args.slice(1));
  if (!isEmptyFlow(data)) machine.write(call, call.args[0], data, { kind: 'api' });
  return carrying(NO_FLOW);
};

const requestRule: Rule = (call, machine) => {
  const texts = call.args.filter(
    (each) => each.texts || each.references?.some((reference) => reference.kind === 'external'),
  );
  const [method, url] = texts;
  const name = stringOf(method) ?? JSON.stringify(method?.references ?? '');
  const body = call.args.at(-1);
  return object(call, machine, 'go.Request', {
    url: stringOf(url) === undefined && url?.why === undefined ? url : url,
    reads: /get/i.test(name) ? constant(true) : undefined,
    body,
  });
};

const doRule: Rule = (call, machine) => {
  const request = call.args.find((each) => storedField(each, 'url'));
  const url = storedField(request, 'url');
  if (!url) return carrying(dataOfArguments(call.args));
  if (storedField(request, 'reads')) return carrying(machine.read(call, url, { kind: 'api' }));
  const body = storedField(request, 'body');
  if (body && !isEmptyFlow(flowOf(body))) machine.write(call, url, flowOf(body), { kind: 'api' });
  return carrying(NO_FLOW);
};

/** HTTP, and pointers to texts. */
export const goServices: Library = {
  name: 'goServices',
  languages: ['go'],
  functions: {
    'net/http.Get': getRule,
    'net/http.Post': postRule,
    'net/http.PostForm': postRule,
    'net/http.NewRequest': requestRule,
    'net/http.NewRequestWithContext': requestRule,
    'github.com/hashicorp/go-retryablehttp.Get': getRule,
    'google.golang.org/protobuf/proto.String': firstRule,
  },
  methods: {
    'net/http.Client.Get': getRule,
    'net/http.Client.Post': postRule,
    '*.Do': doRule,
  },
};
