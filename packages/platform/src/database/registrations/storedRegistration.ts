/** A registered repository as stored. Times are epoch milliseconds, UTC. */
export interface StoredRegistration {
  id: string;
  url: string;
  branch: string;
  schedule: string | null;
  credentialKind: 'token' | 'sshKey' | null;
  /** Sealed by the secret box. */
  sealedCredential: string | null;
  /** Lines of known_hosts that the server showed first; null before, and without a deploy key. */
  hostKeys: string | null;
  /** Sealed by the secret box. */
  sealedPushSecret: string;
  /** The commit that was seen last and given to be mapped. */
  commit: string | null;
  checkedAt: number | null;
  nextCheckAt: number | null;
  lastError: string | null;
  failingSince: number | null;
  /** Failed checks or maps in a row. */
  failures: number;
  createdAt: number;
}

export type NewRegistration = Pick<
  StoredRegistration,
  | 'id'
  | 'url'
  | 'branch'
  | 'schedule'
  | 'credentialKind'
  | 'sealedCredential'
  | 'sealedPushSecret'
  | 'nextCheckAt'
>;

/** What may change; a member that is absent stays. */
export type RegistrationPatch = Partial<
  Pick<
    StoredRegistration,
    | 'branch'
    | 'schedule'
    | 'credentialKind'
    | 'sealedCredential'
    | 'sealedPushSecret'
    | 'hostKeys'
    | 'commit'
    | 'nextCheckAt'
  >
>;
