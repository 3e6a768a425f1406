import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api } from '../../shared/api/api.js';
import { type ApiKey, apiKeySchema } from '../../shared/api/apiKey.js';
import { errorWords } from '../../shared/api/errorWords.js';
import { Snippet } from '../../shared/ui/snippet.js';
import styles from './settings.module.css';

type Scope = ApiKey['scopes'][number];
const scopes = apiKeySchema.shape.scopes.element;

/** Makes an API key and shows it once. */
export function ApiKeyForm() {
  const [name, setName] = useState('');
  const [scope, setScope] = useState<Scope>('ingest');
  const client = useQueryClient();
  const create = useMutation({
    mutationFn: () => api.createApiKey(name.trim(), scope),
    onSuccess: () => {
      setName('');
      return client.invalidateQueries({ queryKey: ['apiKey'] });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate();
  };
  return (
    <>
      <form className={styles.form} onSubmit={submit}>
        <TextInput
          label="Name of the new key"
          placeholder="flight-delay server"
          required
          withAsterisk={false}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={create.error && errorWords(create.error)}
        />
        <NativeSelect
          label="Scope"
          size="sm"
          data={scopes.options}
          value={scope}
          onChange={(event) => setScope(scopes.catch('ingest').parse(event.currentTarget.value))}
        />
        <Button type="submit" size="sm" loading={create.isPending}>
          Make a key
        </Button>
      </form>
      {create.data !== undefined && (
        <div className={styles.secret} role="status">
          <p>The key of {create.data.name}, shown only now. Driftline keeps no copy.</p>
          <Snippet label="API key" code={create.data.key} />
        </div>
      )}
    </>
  );
}
