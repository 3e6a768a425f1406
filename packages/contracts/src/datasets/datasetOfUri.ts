import type { DatasetIdentity } from './datasetIdentity.js';

const WINDOWS_DRIVE = /^[a-z]:[\\/]/i;
const URI = /^([a-z][a-z0-9+.-]*):\/\/([^/]*)\/?(.*)$/is;
const FILE_SERVER = /^(?:\/\/|\\\\)([^\\/]+)[\\/](.*)$/s;

/**
 * Splits a path or URI as code spells it into OpenLineage's namespace and name: `s3://b/k` is `s3://b` and `k`; a plain
 * path belongs to the namespace `file`. Spellings are kept; `canonicalKey` folds them. HTTP queries are dropped.
 */
export function datasetOfUri(uri: string): DatasetIdentity {
  const text = uri.trim();
  if (WINDOWS_DRIVE.test(text)) return { namespace: 'file', name: text.replaceAll('\\', '/') };
  const server = FILE_SERVER.exec(text);
  if (server) return { namespace: `file://${server[1]}`, name: (server[2] ?? '').replaceAll('\\', '/') };
  const dbfs = /^dbfs:\/(?!\/)(.*)$/is.exec(text);
  if (dbfs) return { namespace: 'dbfs', name: dbfs[1] ?? '' };
  const match = URI.exec(text);
  if (!match) return { namespace: 'file', name: text.replace(/^file:/i, '') };
  const scheme = (match[1] ?? '').toLowerCase();
  if (scheme === 'file') return fileOf(match[2] ?? '', match[3] ?? '');
  const web = scheme === 'http' || scheme === 'https';
  const name = web ? (match[3] ?? '').replace(/[?#].*$/s, '') : (match[3] ?? '');
  const authority = web ? (match[2] ?? '').replace(/[?#].*$/s, '').replace(/^[^@]*@/, '') : (match[2] ?? '');
  return {
    namespace: authority === '' ? scheme : `${web ? 'https' : scheme}://${authority}`,
    name: name || '/',
  };
}

function fileOf(host: string, path: string): DatasetIdentity {
  return host === '' ? { namespace: 'file', name: `/${path}` } : { namespace: `file://${host}`, name: path };
}
