import { describe, expect, it } from 'vitest';
import { forbiddenInCode, forbiddenInText, longFiles, medianLines } from './rules.mjs';

describe('forbiddenInCode', () => {
  it.each([
    ['x as unknown as Y', 'as unknown as'],
    ['// @ts-expect-error', 'a switched-off check'],
    ['// biome-ignore lint: no', 'a switched-off check'],
    ['// TODO later', 'a left-over marker'],
    ["it.skip('x', f)", 'a test that is left out or alone'],
    ["describe.only('x', f)", 'a test that is left out or alone'],
    ["it.concurrent.only('x', f)", 'a test that is left out or alone'],
  ])('finds %s', (line, name) => {
    expect(forbiddenInCode('a.ts', `first\n${line}`)).toEqual([`a.ts:2: ${name}`]);
  });

  it.each([
    'z.any()',
    '/** in any number of processes */',
    "a: 'any',",
    'as unknown',
    'const company: Company;',
  ])('leaves %s alone', (line) => {
    expect(forbiddenInCode('a.ts', line)).toEqual([]);
  });
});

describe('property tests', () => {
  it.each([
    ['fc.assert(property)', ['a.ts: a property test without a seed']],
    ['fc.assert(property, { seed: 1 })', []],
  ])('%s', (text, expected) => {
    expect(forbiddenInCode('a.ts', text)).toEqual(expected);
  });
});

describe('forbiddenInText', () => {
  it.each([
    ['see /home/ann/project', 'an absolute machine path'],
    ["path: '/work/main'", 'an absolute machine path'],
    ['registry.npmjs.org', 'the name of a registry host'],
    ['  tarball: https://example.org/x.tgz', 'a tarball address'],
    ['<<<<<<< HEAD', 'a conflict marker'],
  ])('finds %s', (line, name) => {
    expect(forbiddenInText('a', line)).toEqual([`a:1: ${name}`]);
  });

  it.each([
    '/v1/models',
    '/home/airflow/gcs',
    'https://example.org/home/page',
    '/usr/bin/env',
    'src/work/main',
  ])('leaves %s alone', (line) => {
    expect(forbiddenInText('a', line)).toEqual([]);
  });
});

describe('sizes', () => {
  const sizes = [10, 301, 50].map((lines, index) => ({ path: `f${index}`, lines }));

  it('names the long ones', () => {
    expect(longFiles(sizes)).toEqual(['f1: 301 lines, more than 300']);
  });

  it('has a median', () => {
    expect(medianLines(sizes)).toBe(50);
  });
});
