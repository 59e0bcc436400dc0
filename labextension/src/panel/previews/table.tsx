import type { IWireTable } from '../../api/artifactwire';
import { formatCount } from '../../format';
import { lastPage } from '../../model/tablepages';
import { IconButton } from '../buttons';
import { usePanel } from '../context';
import { EmptyFile } from './emptyfile';

interface ITableProps {
  readonly table: IWireTable;
  /** Show the page that begins with a row; without, there is only this one. */
  readonly onTurn?: (offset: number) => void;
}

/** A page of a table. */
export function Table({ table, onTurn }: ITableProps) {
  const { columns, rows, offset } = table;
  if (columns.length === 0 && rows.length === 0) {
    return <EmptyFile />;
  }
  return (
    <>
      <div className="jp-Trackside-Preview-table" tabIndex={0}>
        <table className="jp-Trackside-Table">
          <thead>
            <tr>
              {columns.map((column, index) => (
                <th
                  key={index}
                  scope="col"
                  title={column}
                  data-number={
                    typeof rows[0]?.[index] === 'number' || undefined
                  }
                >
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, index) => (
              <tr key={offset + index}>
                {row.map((cell, column) => (
                  <Cell key={column} value={cell} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Pages table={table} onTurn={onTurn} />
    </>
  );
}

function Cell({ value }: { readonly value: unknown }) {
  const text = cellText(value);
  return (
    <td title={text} data-number={typeof value === 'number' || undefined}>
      {text}
    </td>
  );
}

interface IPagesProps {
  readonly table: IWireTable;
  readonly onTurn: ((offset: number) => void) | undefined;
}

/** Which rows are shown, and the ways to the others. */
function Pages({ table, onTurn }: IPagesProps) {
  const { trans } = usePanel();
  const { rows, offset, limit, total, is_estimated: isEstimated } = table;
  if (offset === 0 && rows.length >= total) {
    return null;
  }
  const count = isEstimated
    ? trans.__('about %1', formatCount(total))
    : formatCount(total);
  const end = offset + rows.length;
  const last = lastPage(table);
  return (
    <div className="jp-Trackside-Pages">
      {onTurn && (
        <>
          <Turn
            name="first-rows"
            title={trans.__('First rows')}
            to={offset === 0 ? null : 0}
            onTurn={onTurn}
          >
            «
          </Turn>
          <Turn
            name="previous-rows"
            title={trans.__('Previous rows')}
            to={offset === 0 ? null : Math.max(0, offset - limit)}
            onTurn={onTurn}
          >
            ‹
          </Turn>
        </>
      )}
      <span data-rows={`${offset}-${end}`}>
        {rows.length === 0
          ? trans.__('no more rows')
          : trans.__(
              '%1–%2 of %3 rows',
              formatCount(offset + 1),
              formatCount(end),
              count
            )}
      </span>
      {onTurn && (
        <>
          <Turn
            name="next-rows"
            title={trans.__('Next rows')}
            to={end < total ? offset + limit : null}
            onTurn={onTurn}
          >
            ›
          </Turn>
          <Turn
            name="last-rows"
            title={trans.__('Last rows')}
            to={end < total ? last : null}
            onTurn={onTurn}
          >
            »
          </Turn>
        </>
      )}
    </div>
  );
}

interface ITurnProps {
  readonly name: string;
  readonly title: string;
  /** The first row of the page; null if there is none. */
  readonly to: number | null;
  readonly onTurn: (offset: number) => void;
  readonly children: string;
}

function Turn({ name, title, to, onTurn, children }: ITurnProps) {
  return (
    <IconButton
      data-action={name}
      title={title}
      aria-label={title}
      disabled={to === null}
      onClick={() => to !== null && onTurn(to)}
    >
      {children}
    </IconButton>
  );
}

function cellText(cell: unknown): string {
  if (cell === null || cell === undefined) {
    return '';
  }
  if (typeof cell === 'number') {
    // Six digits hide what binary fractions leave behind (0.30000000000000004).
    return Number.isInteger(cell)
      ? String(cell)
      : String(Number(cell.toPrecision(6)));
  }
  return typeof cell === 'string' ? cell : JSON.stringify(cell);
}
