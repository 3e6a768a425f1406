/** What lets one read a private repository: a token over https, or a deploy key over ssh. */
export type GitCredential = TokenCredential | SshKeyCredential;

export interface TokenCredential {
  kind: 'token';
  token: string;
  /** Most servers take any name beside a token; GitLab's deploy tokens have their own. */
  username?: string | undefined;
}

export interface SshKeyCredential {
  kind: 'sshKey';
  /** OpenSSH or PEM text of a private key without passphrase. */
  privateKey: string;
  /** Lines of known_hosts that the server must match; without them the first key that it shows is taken. */
  knownHosts?: string | undefined;
}
