import { Button, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { api } from '../../shared/api/api.js';
import { errorWords } from '../../shared/api/errorWords.js';
import { useCan } from '../../shared/api/useCan.js';
import styles from './maps.module.css';

/** Asks for a map and opens it, where its progress shows. */
export function MapForm() {
  const [repository, setRepository] = useState('');
  const [ref, setRef] = useState('HEAD');
  const navigate = useNavigate();
  const client = useQueryClient();
  const make = useMutation({
    mutationFn: () => api.createMap(repository.trim(), ref.trim() || 'HEAD'),
    onSuccess: async ({ id }) => {
      await client.invalidateQueries({ queryKey: ['map'] });
      await navigate({ to: '/maps/$mapId', params: { mapId: id } });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    make.mutate();
  };
  const error = make.error;
  const edit = useCan('edit');
  return (
    <form onSubmit={submit} className={styles.form}>
      <TextInput
        label="Repository"
        description="Path on the server, or a Git address"
        placeholder="/srv/git/flights or https://git.example.com/flights.git"
        required
        withAsterisk={false}
        value={repository}
        onChange={(event) => setRepository(event.currentTarget.value)}
        error={error && errorWords(error)}
      />
      <TextInput
        label="Branch, tag or commit"
        description="HEAD is the default branch"
        value={ref}
        onChange={(event) => setRef(event.currentTarget.value)}
      />
      <Button type="submit" variant="filled" size="sm" loading={make.isPending} disabled={!edit.allowed}>
        Map it
      </Button>
      {edit.why !== undefined && <p className={styles.sub}>{edit.why}.</p>}
    </form>
  );
}
