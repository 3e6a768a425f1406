import { kqlJsonReader } from '../kql/kqlJsonReader.js';
import type { ArtefactReader } from './artefactReader.js';
import { dataFactoryReader } from './dataFactory/dataFactoryReader.js';

/** Every reader of declarations in JSON; each sees every JSON file. */
export const artefactReaders: readonly ArtefactReader[] = [dataFactoryReader, kqlJsonReader];
