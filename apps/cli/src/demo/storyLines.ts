import type { Suspect, WebhookPayload } from '@driftline/contracts';
import type { InstallKeys } from '../app/installKeys.js';

/** Where to look, and with which login and key. */
export function welcomeLines(url: string, keys: InstallKeys): string[] {
  return [
    '',
    `  console     ${url}/`,
    `  login       ${keys.login.email} / ${keys.login.password}`,
    `  ingest key  ${keys.ingestKey}`,
    '',
  ];
}

/** An alert as the on-call engineer reads it on the terminal. */
export function alertLines(alert: WebhookPayload): string[] {
  const { severity, title, summary, suspects } = alert.data as {
    severity?: string;
    title?: string;
    summary?: string;
    suspects?: { columns?: Suspect[]; sources?: Suspect[] };
  };
  const date = alert.timestamp.slice(0, 16).replace('T', ' ');
  const head = `${date}  ${(severity ?? '').toUpperCase()}  ${alert.type}: ${title ?? ''}`;
  if (alert.type === 'incident.resolved') return [head];
  return [head, ...(summary ? [`    ${summary}`] : []), ...sourceLines(suspects?.sources?.[0])];
}

function sourceLines(source: Suspect | undefined): string[] {
  if (!source) return [];
  const evidence = source.path?.flatMap((step) => step.evidence)[0];
  const at = evidence ? ` (${evidence.path}:${evidence.line})` : '';
  return [`    probable source: ${source.name}${at}`];
}
