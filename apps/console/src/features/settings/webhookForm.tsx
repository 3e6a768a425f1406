import { Button, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api } from '../../shared/api/api.js';
import { errorWords } from '../../shared/api/errorWords.js';
import { Snippet } from '../../shared/ui/snippet.js';
import styles from './settings.module.css';

/** Adds a webhook; its signing secret is shown once. */
export function WebhookForm() {
  const [url, setUrl] = useState('');
  const client = useQueryClient();
  const add = useMutation({
    mutationFn: () => api.createWebhook(url.trim()),
    onSuccess: () => {
      setUrl('');
      return client.invalidateQueries({ queryKey: ['webhook'] });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate();
  };
  const error = add.error;
  return (
    <>
      <form className={styles.form} onSubmit={submit}>
        <TextInput
          label="New webhook"
          type="url"
          placeholder="https://hooks.example.com/driftline"
          required
          withAsterisk={false}
          value={url}
          onChange={(event) => setUrl(event.currentTarget.value)}
          error={error && errorWords(error)}
        />
        <Button type="submit" size="sm" loading={add.isPending}>
          Add webhook
        </Button>
      </form>
      {add.data?.secret !== undefined && (
        <div className={styles.secret} role="status">
          <p>Its signing secret, shown only now. The receiver checks the signature with it.</p>
          <Snippet label="signing secret" code={add.data.secret} />
        </div>
      )}
    </>
  );
}
