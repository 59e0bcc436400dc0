import { Button } from './buttons';
import { usePanel } from './context';

/** There are runs, but not in this list: why, and the way to them. */
export function NothingListed() {
  const { model, trans } = usePanel();
  const { runs } = model;
  const isFiltered = runs.filter !== '';
  const words = isFiltered
    ? trans.__('No run matches the filter.')
    : runs.stage === 'deleted'
      ? trans.__('No deleted runs.')
      : trans.__('All runs of this experiment are deleted.');
  return (
    <div className="jp-Trackside-Empty" data-empty="list">
      <p>{words}</p>
      {isFiltered ? (
        <Button onClick={() => void runs.setFilter('')}>
          {trans.__('Clear the filter')}
        </Button>
      ) : (
        <Button
          onClick={() =>
            void runs.setStage(runs.stage === 'deleted' ? 'active' : 'deleted')
          }
        >
          {runs.stage === 'deleted'
            ? trans.__('Show runs in use')
            : trans.__('Show deleted runs')}
        </Button>
      )}
    </div>
  );
}
