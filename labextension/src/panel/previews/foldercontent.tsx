import type { IWireArtifact } from '../../api/artifactwire';
import { formatBytes } from '../../format';
import { usePanel } from '../context';

interface IFolderContentProps {
  readonly files: readonly IWireArtifact[];
}

/** What lies in a folder, in one line: the tree shows which. */
export function FolderContent({ files }: IFolderContentProps) {
  const { trans } = usePanel();
  const folders = files.filter(file => file.is_dir).length;
  const count = files.length - folders;
  const bytes = files.reduce((sum, file) => sum + (file.file_size ?? 0), 0);
  const parts = [
    ...(count > 0
      ? [trans._n('%1 file, %2', '%1 files, %2', count, formatBytes(bytes))]
      : []),
    ...(folders > 0 ? [trans._n('%1 folder', '%1 folders', folders)] : [])
  ];
  return (
    <p className="jp-Trackside-Hint">
      {parts.length > 0 ? parts.join('; ') : trans.__('This folder is empty.')}
    </p>
  );
}
