import { usePanel } from '../context';

/** There is a file, and nothing in it. */
export function EmptyFile() {
  const { trans } = usePanel();
  return <p className="jp-Trackside-Hint">{trans.__('This file is empty.')}</p>;
}
