import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { type FormEvent, useEffect, useState } from 'react';
import { api } from '../../shared/api/api.js';
import { queries } from '../../shared/api/queries.js';
import { Logo } from '../../shared/ui/logo.js';
import styles from './loginPage.module.css';
import { signInTrouble } from './signInTrouble.js';

/** Only addresses of the console itself are followed after signing in. */
function ownAddress(next: string | undefined): string {
  return next?.startsWith('/') && !next.startsWith('//') && !next.startsWith('/login') ? next : '/';
}

export function LoginPage() {
  const { next } = useSearch({ from: '/login' });
  const router = useRouter();
  const client = useQueryClient();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  useEffect(() => {
    document.title = 'Sign in · Driftline';
  }, []);
  const signIn = useMutation({
    mutationFn: () => api.signIn(email, password),
    onSuccess: (session) => {
      client.setQueryData(queries.session().queryKey, session);
      router.history.push(ownAddress(next));
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    signIn.mutate();
  };
  return (
    <main className={styles.page}>
      <form className={styles.form} onSubmit={submit}>
        <div className={styles.brand}>
          <Logo size={32} />
          <h1>Sign in to Driftline</h1>
        </div>
        <TextInput
          label="Email"
          type="email"
          name="email"
          autoComplete="username"
          required
          withAsterisk={false}
          autoFocus
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <PasswordInput
          label="Password"
          name="password"
          autoComplete="current-password"
          required
          withAsterisk={false}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <p role="alert" className={styles.trouble}>
          {signIn.error ? signInTrouble(signIn.error) : ''}
        </p>
        <Button type="submit" variant="filled" size="sm" fullWidth loading={signIn.isPending}>
          Sign in
        </Button>
        <p className={styles.help}>
          The login is printed when Driftline starts: look at the terminal of <code>driftline up</code> or{' '}
          <code>npm run demo</code>.
        </p>
      </form>
    </main>
  );
}
