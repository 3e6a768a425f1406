import { type Flow, joinFlows } from '../values/flow.js';
import type { ActivityRecord } from '../values/records.js';

interface Session {
  views: Map<string, Flow>;
  /** Sessions of the notebooks that this one runs in its own place. */
  included: Set<string>;
  directory: string;
}

const GLOBAL = 'global_temp.';

/** What lasts as long as an activity runs: the views that its code gave to queries, and the folder that it works in. */
export class Sessions {
  private readonly sessions = new Map<string, Session>();
  private readonly shared = new Map<string, Flow>();

  private of(key: string): Session {
    const known = this.sessions.get(key) ?? { views: new Map(), included: new Set(), directory: '' };
    this.sessions.set(key, known);
    return known;
  }

  /** Views of an activity, for queries to find and to add to. */
  viewsOf(activity: ActivityRecord): Map<string, Flow> {
    return this.of(activity.key).views;
  }

  setView(activity: ActivityRecord, name: string, flow: Flow): void {
    const key = name.toLowerCase();
    if (!key.startsWith(GLOBAL)) this.of(activity.key).views.set(key, flow);
    else this.shared.set(key, joinFlows(this.shared.get(key) ?? flow, flow));
  }

  view(activity: ActivityRecord, name: string): Flow | undefined {
    const key = name.toLowerCase();
    return key.startsWith(GLOBAL) ? this.shared.get(key) : this.find(activity.key, key, new Set());
  }

  private find(session: string, name: string, seen: Set<string>): Flow | undefined {
    if (seen.has(session)) return undefined;
    seen.add(session);
    const { views, included } = this.of(session);
    const own = views.get(name);
    if (own) return own;
    for (const other of included) {
      const found = this.find(other, name, seen);
      if (found) return found;
    }
    return undefined;
  }

  include(activity: ActivityRecord, other: string): void {
    this.of(activity.key).included.add(other);
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
