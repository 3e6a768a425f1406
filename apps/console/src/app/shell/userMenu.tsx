import {
  ActionIcon,
  type MantineColorScheme,
  Menu,
  SegmentedControl,
  useMantineColorScheme,
} from '@mantine/core';
import { IconKeyboard, IconLogout, IconUserCircle } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { api } from '../../shared/api/api.js';
import type { Session } from '../../shared/api/session.js';
import styles from './topBar.module.css';

export interface UserMenuProps {
  user: Session['user'];
  onShortcuts: () => void;
  onScheme: (scheme: MantineColorScheme) => void;
}

const schemes = [
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
  { value: 'auto', label: 'System' },
];

function isScheme(value: string): value is MantineColorScheme {
  return schemes.some((scheme) => scheme.value === value);
}

export function UserMenu({ user, onShortcuts, onScheme }: UserMenuProps) {
  const { colorScheme } = useMantineColorScheme();
  const client = useQueryClient();
  const navigate = useNavigate();
  const signOut = useMutation({
    mutationFn: api.signOut,
    onSettled: async () => {
      await navigate({ to: '/login' });
      client.clear();
    },
  });
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <ActionIcon aria-label={`Account of ${user.email}`}>
          <IconUserCircle size={20} stroke={1.75} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {user.email}, {user.role}
        </Menu.Label>
        <div className={styles.scheme}>
          <SegmentedControl
            fullWidth
            aria-label="Colour scheme"
            data={schemes}
            value={colorScheme}
            onChange={(value) => isScheme(value) && onScheme(value)}
          />
        </div>
        <Menu.Item leftSection={<IconKeyboard size={16} />} onClick={onShortcuts}>
          Keyboard shortcuts
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => signOut.mutate()}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
