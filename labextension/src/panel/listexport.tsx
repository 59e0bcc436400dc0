import { csv, runsTable } from '../model/csv';
import { listCode } from '../model/listcode';
import { Button } from './buttons';
import { usePanel } from './context';
import { CopyCode } from './copycode';
import { download } from './download';

/** The list taken elsewhere: as a call into a notebook, or as a file. */
export function ListExport() {
  const { model, trans } = usePanel();
  const { runs } = model;
  const listed = runs.ordered;
  return (
    <div className="jp-Trackside-Actions">
      <CopyCode
        title={trans.__('Copy a cell that finds these runs in a notebook')}
        code={() => listCode(runs)}
      />
      <Button
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
      </Button>
    </div>
  );
}
