import { Button, Menu } from '@mantine/core';
import { IconArrowsDiff, IconDownload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { queries } from '../../shared/api/queries.js';
import { Timestamp } from '../../shared/time/timestamp.js';
import { MenuLink } from '../../shared/ui/menuLink.js';
import { exportFormats } from './exportFormats.js';
import styles from './maps.module.css';

/** What can be done with a map as a whole: compare it with another of its repository, and take it elsewhere. */
export function MapActions({ mapId, repository }: { mapId: string; repository: string }) {
  const maps = useQuery(queries.maps());
  const others = (maps.data?.items ?? [])
    .filter((each) => each.status === 'done' && each.repository.path === repository && each.id !== mapId)
    .sort((a, b) => Date.parse(b.createdAt) - Date.parse(a.createdAt));
  return (
    <div className={styles.actions}>
      <Menu position="bottom-end" disabled={others.length === 0}>
        <Menu.Target>
          <Button
            leftSection={<IconArrowsDiff size={15} aria-hidden />}
            disabled={others.length === 0}
            title={others.length === 0 ? 'This repository has no other map yet' : undefined}
          >
            Compare
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>What changed since</Menu.Label>
          {others.slice(0, 20).map((other) => (
            <MenuLink key={other.id} to="/maps/$mapId/compare/$baseId" params={{ mapId, baseId: other.id }}>
              <code>{other.repository.commit?.slice(0, 10) ?? 'no commit'}</code>{' '}
              <Timestamp at={other.createdAt} />
            </MenuLink>
          ))}
        </Menu.Dropdown>
      </Menu>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button leftSection={<IconDownload size={15} aria-hidden />}>Export</Button>
        </Menu.Target>
        <Menu.Dropdown>
          {exportFormats.map(({ format, label }) => (
            <Menu.Item
              key={format}
              component="a"
              href={`/v1/maps/${encodeURIComponent(mapId)}/export?format=${format}`}
              download
            >
              {label}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}
