import type { IWireRun } from '../api/wire';
import type { IRunLook } from '../charts/runlook';
import {
  DIFF_SECTIONS,
  type DiffSection,
  type IDiffCell,
  type IDiffRow
} from '../model/differences';
import { usePanel } from '../panel/context';

interface IDiffTableProps {
  readonly runs: readonly IWireRun[];
  readonly lookOf: (runId: string) => IRunLook;
  readonly rows: readonly IDiffRow[];
  readonly titles: Readonly<Record<DiffSection, string>>;
}

/** A row a key, a column a run. */
export function DiffByKey(props: IDiffTableProps) {
  const { runs, lookOf, titles } = props;
  const { trans } = usePanel();
  return (
    <div className="jp-Trackside-Diff" tabIndex={0}>
      <table className="jp-Trackside-Table">
        <thead>
          <tr>
            <th scope="col">{trans.__('Key')}</th>
            {runs.map(run => (
              <th key={run.run_id} scope="col" title={run.name}>
                <RunName {...lookOf(run.run_id)} />
              </th>
            ))}
          </tr>
        </thead>
        {sections(props.rows).map(([section, rows]) => (
          <tbody key={section} data-diff={section}>
            <tr className="jp-Trackside-Diff-title">
              <th scope="rowgroup" colSpan={runs.length + 1}>
                <span>{titles[section]}</span>
              </th>
            </tr>
            {rows.map(row => (
              <tr key={row.key} {...{ [`data-${section}`]: row.key }}>
                <th scope="row" title={row.key}>
                  {row.key}
                </th>
                {runs.map((run, index) => (
                  <Cell key={run.run_id} cell={row.cells[index]} />
                ))}
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </div>
  );
}

/** A row a run, a column a key. */
export function DiffByRun(props: IDiffTableProps) {
  const { runs, lookOf, titles } = props;
  const { trans } = usePanel();
  const parts = sections(props.rows);
  const rows = parts.flatMap(([, part]) => part);
  return (
    <div className="jp-Trackside-Diff" tabIndex={0} data-transposed>
      <table className="jp-Trackside-Table">
        <thead>
          <tr>
            <td />
            {parts.map(([section, part]) => (
              <th
                key={section}
                scope="colgroup"
                colSpan={part.length}
                className="jp-Trackside-Diff-title"
              >
                {titles[section]}
              </th>
            ))}
          </tr>
          <tr>
            <th scope="col">{trans.__('Run')}</th>
            {rows.map(({ section, key }) => (
              <th
                key={`${section} ${key}`}
                scope="col"
                title={key}
                {...{ [`data-${section}`]: key }}
              >
                {key}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {runs.map((run, index) => (
            <tr key={run.run_id} data-diff-run={run.run_id}>
              <th scope="row" title={run.name}>
                <RunName {...lookOf(run.run_id)} />
              </th>
              {rows.map(({ section, key, cells }) => (
                <Cell key={`${section} ${key}`} cell={cells[index]} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

type Section = readonly [DiffSection, readonly IDiffRow[]];

function sections(rows: readonly IDiffRow[]): readonly Section[] {
  return DIFF_SECTIONS.map(section => {
    const part = rows.filter(row => row.section === section);
    return [section, part] as const;
  }).filter(([, part]) => part.length > 0);
}

function Cell({ cell }: { readonly cell: IDiffCell | undefined }) {
  return <td title={cell?.whole}>{cell?.text ?? '–'}</td>;
}

function RunName({ name, colour }: IRunLook) {
  return (
    <>
      <span
        className="jp-Trackside-Dot"
        style={{ background: colour, borderColor: colour }}
      />{' '}
      {name}
    </>
  );
}
