import { Button, NativeSelect, PasswordInput, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api } from '../../shared/api/api.js';
import { errorWords } from '../../shared/api/errorWords.js';
import { useCan } from '../../shared/api/useCan.js';
import { Snippet } from '../../shared/ui/snippet.js';
import styles from './repositories.module.css';

const schedules = [
  { value: '15m', label: 'Every 15 minutes' },
  { value: '1h', label: 'Every hour' },
  { value: '24h', label: 'Every day' },
  { value: '', label: 'On push only' },
];

type CredentialKind = 'none' | 'token' | 'sshKey';

const isCredentialKind = (value: string): value is CredentialKind =>
  value === 'none' || value === 'token' || value === 'sshKey';

function credentialOf(kind: CredentialKind, secret: string) {
  if (kind === 'none') return null;
  return kind === 'token' ? { kind, token: secret } : { kind, privateKey: secret };
}

/** Asks for a repository to watch; the secret of its push webhook is shown once. */
export function WatchForm() {
  const [url, setUrl] = useState('');
  const [branch, setBranch] = useState('HEAD');
  const [schedule, setSchedule] = useState('1h');
  const [kind, setKind] = useState<CredentialKind>('none');
  const [secret, setSecret] = useState('');
  const client = useQueryClient();
  const admin = useCan('admin');
  const watch = useMutation({
    mutationFn: () =>
      api.watchRepository({
        url: url.trim(),
        branch: branch.trim() || 'HEAD',
        schedule: schedule === '' ? null : schedule,
        credential: credentialOf(kind, secret),
      }),
    onSuccess: () => {
      setUrl('');
      setSecret('');
      return client.invalidateQueries({ queryKey: ['repository'] });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    watch.mutate();
  };
  const error = watch.error;
  return (
    <>
      <form onSubmit={submit} className={styles.form}>
        <TextInput
          label="Repository to watch"
          description="A Git address, or a path on the server"
          placeholder="https://git.example.com/flights.git"
          required
          withAsterisk={false}
          value={url}
          onChange={(event) => setUrl(event.currentTarget.value)}
          error={error && errorWords(error)}
        />
        <TextInput
          label="Branch"
          description="HEAD is the default branch"
          value={branch}
          onChange={(event) => setBranch(event.currentTarget.value)}
        />
        <NativeSelect
          label="Look at it"
          description="A push tells sooner"
          data={schedules}
          value={schedule}
          onChange={(event) => setSchedule(event.currentTarget.value)}
        />
        <NativeSelect
          label="Credential"
          description="Read-only; kept encrypted"
          data={[
            { value: 'none', label: 'None: it is public' },
            { value: 'token', label: 'Access token' },
            { value: 'sshKey', label: 'Deploy key' },
          ]}
          value={kind}
          onChange={(event) =>
            isCredentialKind(event.currentTarget.value) && setKind(event.currentTarget.value)
          }
        />
        {kind === 'token' && (
          <PasswordInput
            label="Access token"
            required
            withAsterisk={false}
            autoComplete="off"
            value={secret}
            onChange={(event) => setSecret(event.currentTarget.value)}
          />
        )}
        {kind === 'sshKey' && (
          <Textarea
            label="Private deploy key, without passphrase"
            required
            withAsterisk={false}
            autoComplete="off"
            rows={4}
            value={secret}
            onChange={(event) => setSecret(event.currentTarget.value)}
          />
        )}
        <Button type="submit" variant="filled" size="sm" loading={watch.isPending} disabled={!admin.allowed}>
          Watch it
        </Button>
      </form>
      {admin.why !== undefined && <p className={styles.sub}>{admin.why}.</p>}
      {watch.data?.pushSecret !== undefined && (
        <div className={styles.secret} role="status">
          <p>
            The secret of its push webhook, shown only now. Give it to the Git server with the address{' '}
            <code>/v1/repositories/{watch.data.id}/push</code> of this Driftline.
          </p>
          <Snippet label="push secret" code={watch.data.pushSecret} />
        </div>
      )}
    </>
  );
}
