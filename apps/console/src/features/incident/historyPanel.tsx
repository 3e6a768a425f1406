import type { Incident } from '@driftline/contracts';
import { Button, Textarea } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { api } from '../../shared/api/api.js';
import { Timestamp } from '../../shared/time/timestamp.js';
import { Panel } from '../../shared/ui/panel.js';
import { ActionTrouble } from './actionTrouble.js';
import styles from './incident.module.css';
import { useIncidentAction } from './useIncidentAction.js';

/** Every transition and comment, newest last, and a place to add one. */
export function HistoryPanel({ incident }: { incident: Incident }) {
  const [text, setText] = useState('');
  const comment = useIncidentAction((words: string) => api.comment(incident.id, words));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() !== '') comment.mutate(text.trim(), { onSuccess: () => setText('') });
  };
  return (
    <Panel title="History" flush>
      <ol className={styles.events} aria-live="polite">
        {incident.history.map((event) => (
          <li key={`${event.at} ${event.kind} ${event.text}`} className={styles.event}>
            <p>{event.text}</p>
            <p className={styles.sub}>
              {event.kind}, <Timestamp at={event.at} />
              {event.by !== null && ` by ${event.by}`}
            </p>
          </li>
        ))}
      </ol>
      <form className={styles.comment} onSubmit={submit}>
        <Textarea
          label="Comment"
          autosize
          minRows={2}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Button type="submit" loading={comment.isPending} disabled={text.trim() === ''}>
          Add comment
        </Button>
        <ActionTrouble error={comment.error} />
      </form>
    </Panel>
  );
}
