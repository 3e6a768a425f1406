import type { Call, Library, Machine, Rule } from '../../../interpreter/machine.js';
import { joinFlows, NO_FLOW } from '../../../values/flow.js';
import { carrying, flowOf, NOTHING } from '../../../values/value.js';
import { argument } from '../../arguments.js';
import { allData } from '../rVectors.js';

const workbookRule: Rule = (call, machine) => {
  const { cell, value } = machine.instance(call, 'r.Workbook', NO_FLOW);
  cell.fields.set('data', carrying(NO_FLOW));
  return value;
};

/** `writeData(workbook, sheet, data)`: written when the workbook is saved. */
const fillWorkbookRule: Rule = (call: Call, machine: Machine) => {
  const [workbook] = call.args;
  for (const reference of workbook?.references ?? []) {
    if (reference.kind !== 'instance') continue;
    const known = reference.cell.fields.get('data')?.flow ?? NO_FLOW;
    reference.cell.fields.set('data', carrying(joinFlows(known, flowOf(argument(call, 2, 'x') ?? NOTHING))));
  }
  return workbook ?? workbookRule(call, machine);
};

const saveWorkbookRule: Rule = (call, machine) => {
  const [workbook] = call.args;
  const held = (workbook?.references ?? []).flatMap((each) =>
    each.kind === 'instance' ? (each.cell.fields.get('data') ?? []) : [],
  );
  machine.write(call, argument(call, 1, 'file'), allData(held));
  return NOTHING;
};

/** Workbooks that are filled sheet by sheet. */
export const rWorkbooks: Library = {
  name: 'rWorkbooks',
  languages: ['r'],
  functions: {
    createWorkbook: workbookRule,
    writeData: fillWorkbookRule,
    writeDataTable: fillWorkbookRule,
    saveWorkbook: saveWorkbookRule,
  },
  methods: {},
};
