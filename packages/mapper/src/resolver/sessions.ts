import { type Flow, joinFlows } from '../values/flow.js';
import type { ActivityRecord } from '../values/records.js';

interface Session {
  views: Map<string, Flow>;
  directory: string;
}

const GLOBAL = 'global_temp.';

/** What lasts as long as an activity runs: the views that its code gave to queries, and the folder that it works in. */
export class Sessions {
  private readonly sessions = new Map<string, Session>();
  private readonly shared = new Map<string, Flow>();

  private of(key: string): Session {
    const known = this.sessions.get(key) ?? { views: new Map(), directory: '' };
    this.sessions.set(key, known);
    return known;
  }

  setView(activity: ActivityRecord, name: string, flow: Flow): void {
    const key = name.toLowerCase();
    if (!key.startsWith(GLOBAL)) this.of(activity.key).views.set(key, flow);
    else this.shared.set(key, joinFlows(this.shared.get(key) ?? flow, flow));
  }

  view(activity: ActivityRecord, name: string): Flow | undefined {
    const key = name.toLowerCase();
    return key.startsWith(GLOBAL) ? this.shared.get(key) : this.of(activity.key).views.get(key);
  }

  directoryOf(activity: ActivityRecord): string {
    return this.of(activity.key).directory;
  }

  changeDirectory(activity: ActivityRecord, path: string): void {
    const session = this.of(activity.key);
    const absolute = /^([/~{]|[a-z]:|[a-z]+:\/\/)/i.test(path);
    session.directory = absolute || session.directory === '' ? path : `${session.directory}/${path}`;
  }
}
