interface InboxMemory {
  /** The inbox's part of the URL. */
  search: Record<string, string | undefined>;
  /** Incidents in the order shown. */
  ids: string[];
}

let memory: InboxMemory = { search: {}, ids: [] };

/** The inbox as it was last shown, so that an incident leads back to it and on to its neighbours. */
export const inboxMemory = {
  read: (): InboxMemory => memory,
  write: (next: InboxMemory): void => {
    memory = next;
  },
};
