import type { DatasetKind, MapConfidence } from '@driftline/contracts';

/** The data that a dataset of a factory stands for. */
export interface FactoryPlace {
  /** A URI when there is no namespace, else a name. */
  name: string;
  namespace?: string;
  kind?: DatasetKind;
  confidence: MapConfidence;
  /** Why a part of the name is a hole. */
  why?: string;
  /** Nothing of the name is known. */
  open?: true;
}

const DATE_SEGMENT = /^(\w+=)?(\{[yMdHhmsf]+\}[-_.T:]?)+$|^\*{1,2}$/;

/** A path without the folders that only divide data by the date of the run. */
export function withoutDates(path: string): string {
  const segments = path.split('/').filter((segment) => segment !== '');
  while (segments.length > 1 && DATE_SEGMENT.test(segments.at(-1) ?? '')) segments.pop();
  return segments.join('/');
}

/** Whether a text says nothing but that something is unknown. */
export function isOpen(text: string): boolean {
  return text.includes('{') && !/[A-Za-z0-9]/.test(text.replace(/\{[^{}]*\}/g, ''));
}
