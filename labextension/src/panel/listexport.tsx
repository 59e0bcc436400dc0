import { csv, runsTable } from '../model/csv';
import { listCode } from '../model/listcode';
import { usePanel } from './context';
import { download } from './download';

/** The list taken elsewhere: as a call into a notebook, or as a file. */
export function ListExport() {
  const { model, host, trans } = usePanel();
  const { runs } = model;
  const listed = runs.ordered;
  return (
    <div className="jp-Trackside-Actions">
      <button
        type="button"
        className="jp-Trackside-Button"
        data-action="copy-list-code"
        title={trans.__('Copy a cell that finds these runs in a notebook')}
        onClick={() =>
          host.copyText(
            listCode(runs),
            trans.__('Copied: paste it into a cell of a notebook.')
          )
        }
      >
        {trans.__('Copy as code')}
      </button>
      <button
        type="button"
        className="jp-Trackside-Button"
        data-export="csv"
        onClick={() =>
          download(
            'runs.csv',
            new Blob([csv(runsTable(listed))], { type: 'text/csv' })
          )
        }
      >
        {runs.hasMore
          ? trans.__('The %1 loaded runs as CSV', listed.length)
          : trans.__('The runs as CSV')}
      </button>
    </div>
  );
}
