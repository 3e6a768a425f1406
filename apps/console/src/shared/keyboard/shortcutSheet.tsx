import { Kbd, Modal } from '@mantine/core';
import { Fragment } from 'react';
import styles from './shortcutSheet.module.css';

const groups: { title: string; rows: [keys: string[], meaning: string][] }[] = [
  {
    title: 'Anywhere',
    rows: [
      [['?'], 'Show this sheet'],
      [['g', 'i'], 'Go to the inbox'],
      [['g', 'm'], 'Go to models'],
      [['g', 'd'], 'Go to dependency maps'],
      [['g', 's'], 'Go to settings'],
      [['t'], 'Choose the time range'],
      [['u'], 'Switch between UTC and local time'],
    ],
  },
  {
    title: 'Inbox',
    rows: [
      [['j'], 'Next incident'],
      [['k'], 'Previous incident'],
      [['Enter'], 'Open the incident'],
      [['/'], 'Type a query'],
      [['Esc'], 'Leave the query, then clear the filters'],
    ],
  },
  {
    title: 'Incident',
    rows: [
      [['a'], 'Acknowledge'],
      [['['], 'Previous incident of the inbox'],
      [[']'], 'Next incident of the inbox'],
      [['Esc'], 'Back to the inbox'],
    ],
  },
];

/** Every shortcut of the console. */
export function ShortcutSheet({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title="Keyboard shortcuts"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {groups.map((group) => (
        <table key={group.title} className={styles.group}>
          <caption>{group.title}</caption>
          <tbody>
            {group.rows.map(([keys, meaning]) => (
              <tr key={meaning}>
                <th scope="row">
                  {keys.map((key, index) => (
                    <Fragment key={key}>
                      {index > 0 && ' then '}
                      <Kbd size="xs">{key}</Kbd>
                    </Fragment>
                  ))}
                </th>
                <td>{meaning}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ))}
    </Modal>
  );
}
