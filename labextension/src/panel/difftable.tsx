import type { IDiffCell, IDiffRow } from '../model/differences';
import { usePanel } from './context';
import { LineChanges } from './linechanges';

/** What is compared: a run, or a version of a model. */
export interface IDiffColumn {
  readonly id: string;
  readonly name: string;
  /** The colour that it has elsewhere, if it has one. */
  readonly colour: string | null;
}

interface IDiffTableProps<S extends string> {
  readonly columns: readonly IDiffColumn[];
  readonly rows: readonly IDiffRow<S>[];
  /** The sections in their order, each with its title. */
  readonly titles: readonly (readonly [S, string])[];
}

/** A row a key, a column each. */
export function DiffByKey<S extends string>(props: IDiffTableProps<S>) {
  const { columns } = props;
  const { trans } = usePanel();
  return (
    <div className="jp-Trackside-Diff" tabIndex={0}>
      <table className="jp-Trackside-Table">
        <thead>
          <tr>
            <th scope="col">{trans.__('Key')}</th>
            {columns.map(column => (
              <th key={column.id} scope="col" title={column.name}>
                <Name {...column} />
              </th>
            ))}
          </tr>
        </thead>
        {sections(props).map(({ section, title, rows }) => (
          <tbody key={section} data-diff={section}>
            <tr className="jp-Trackside-Diff-title">
              <th scope="rowgroup" colSpan={columns.length + 1}>
                <span>{title}</span>
              </th>
            </tr>
            {rows.map(row => (
              <tr key={row.key} {...{ [`data-${section}`]: row.key }}>
                <th scope="row" title={row.key}>
                  {row.key}
                </th>
                {columns.map(({ id }, index) => (
                  <Cell key={id} row={row} index={index} />
                ))}
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </div>
  );
}

/** A row each, a column a key. */
export function DiffByRun<S extends string>(props: IDiffTableProps<S>) {
  const { trans } = usePanel();
  const parts = sections(props);
  const rows = parts.flatMap(part => part.rows);
  return (
    <div className="jp-Trackside-Diff" tabIndex={0} data-transposed>
      <table className="jp-Trackside-Table">
        <thead>
          <tr>
            <td />
            {parts.map(part => (
              <th
                key={part.section}
                scope="colgroup"
                colSpan={part.rows.length}
                className="jp-Trackside-Diff-title"
              >
                {part.title}
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
          {props.columns.map((column, index) => (
            <tr key={column.id} data-diff-run={column.id}>
              <th scope="row" title={column.name}>
                <Name {...column} />
              </th>
              {rows.map(row => (
                <Cell
                  key={`${row.section} ${row.key}`}
                  row={row}
                  index={index}
                />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface ISection<S extends string> {
  readonly section: S;
  readonly title: string;
  readonly rows: readonly IDiffRow<S>[];
}

function sections<S extends string>(
  props: IDiffTableProps<S>
): readonly ISection<S>[] {
  return props.titles
    .map(([section, title]) => {
      const rows = props.rows.filter(row => row.section === section);
      return { section, title, rows };
    })
    .filter(({ rows }) => rows.length > 0);
}

interface ICellProps {
  readonly row: IDiffRow<string>;
  readonly index: number;
}

function Cell({ row, index }: ICellProps) {
  const cell = row.cells[index];
  return row.isCode ? (
    <td className="jp-Trackside-Diff-code">
      {cell ? <CodeCell row={row} cell={cell} /> : '–'}
    </td>
  ) : (
    <td title={cell?.whole}>{cell?.text ?? '–'}</td>
  );
}

interface ICodeCellProps {
  readonly row: IDiffRow<string>;
  readonly cell: IDiffCell;
}

/** Code with what is other than in the first that has it. */
function CodeCell({ row, cell }: ICodeCellProps) {
  const first = row.cells.find(each => each !== undefined);
  return first && first.whole !== cell.whole ? (
    <LineChanges before={first.whole} after={cell.whole} />
  ) : (
    <pre tabIndex={0}>{cell.text}</pre>
  );
}

function Name({ name, colour }: IDiffColumn) {
  return colour === null ? (
    name
  ) : (
    <>
      <span
        className="jp-Trackside-Dot"
        style={{ background: colour, borderColor: colour }}
      />{' '}
      {name}
    </>
  );
}
