import type { DependencyMap } from '@driftline/contracts';
import { formatCount } from '../../shared/numbers/formatNumber.js';
import { DataTable } from '../../shared/ui/dataTable.js';
import { FailureTable } from './failureTable.js';
import styles from './maps.module.css';

/** Reasons for which files are not read, in words. */
const reasons: Readonly<Record<string, string>> = {
  'no-analyzer': 'No analyzer reads this kind of file',
  'too-large': 'Larger than an analyzer takes',
  binary: 'Binary',
  'lfs-pointer': 'Content is stored outside of Git (LFS)',
  symlink: 'Symbolic link',
  submodule: 'Submodule: another repository',
  'too-many-files': 'Beyond the limit of files',
};

const byCount = (left: [string, number], right: [string, number]) => right[1] - left[1];

/** What was read, what was not, and why: nothing is lost in silence. */
export function CoverageView({ map }: { map: DependencyMap }) {
  const { files, lines, seconds, skipped, languages } = map.statistics;
  const read = Object.entries(languages).sort(([, left], [, right]) => right.lines - left.lines);
  const left = Object.entries(skipped).sort(byCount);
  const exact = map.edges.filter((edge) => edge.confidence === 'exact').length;
  return (
    <>
      <dl className={styles.facts}>
        <Fact name="Files read" value={formatCount(files)} />
        <Fact name="Lines read" value={formatCount(lines)} />
        <Fact name="Time" value={`${seconds < 10 ? seconds.toFixed(1) : Math.round(seconds)} s`} />
        <Fact name="Edges" value={`${formatCount(map.edges.length)}, ${formatCount(exact)} exact`} />
        <Fact name="Unresolved" value={formatCount(map.unresolved.length)} />
      </dl>
      <DataTable
        label="Languages"
        caption="What was read"
        head={
          <>
            <th scope="col">Language</th>
            <th scope="col" data-number>
              Files
            </th>
            <th scope="col" data-number>
              Lines
            </th>
          </>
        }
      >
        {read.map(([language, count]) => (
          <tr key={language}>
            <td>{language}</td>
            <td data-number>{formatCount(count.files)}</td>
            <td data-number>{formatCount(count.lines)}</td>
          </tr>
        ))}
      </DataTable>
      {left.length > 0 && (
        <DataTable
          label="Skipped files"
          caption="What was not read, and why"
          head={
            <>
              <th scope="col">Reason</th>
              <th scope="col" data-number>
                Files
              </th>
            </>
          }
        >
          {left.map(([reason, count]) => (
            <tr key={reason}>
              <td>{reasons[reason] ?? reason}</td>
              <td data-number>{formatCount(count)}</td>
            </tr>
          ))}
        </DataTable>
      )}
      {map.failures.length > 0 && <FailureTable failures={map.failures} />}
    </>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
