import { usePanel } from './context';

/** Something is on its way. */
export function Loading() {
  const { trans } = usePanel();
  return (
    <p className="jp-Trackside-Loading" role="status">
      {trans.__('Loading…')}
    </p>
  );
}
