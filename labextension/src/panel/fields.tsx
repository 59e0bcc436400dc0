import type { IWireModelField } from '../api/wire';
import { usePanel } from './context';

interface IFieldsProps {
  readonly kind: string;
  readonly title: string;
  readonly fields: readonly IWireModelField[] | null;
}

/** The columns, tensors or parameters of a schema; nothing if it was not logged. */
export function Fields({ kind, title, fields }: IFieldsProps) {
  const { trans } = usePanel();
  if (!fields || fields.length === 0) {
    return null;
  }
  return (
    <table
      className="jp-Trackside-Table jp-Trackside-Signature"
      data-signature={kind}
    >
      <caption>{title}</caption>
      <tbody>
        {fields.map((field, index) => (
          <tr key={field.name ?? index}>
            <th scope="row" title={field.name ?? undefined}>
              {field.name ?? trans.__('(no name)')}
            </th>
            <td title={field.type}>{field.type}</td>
            <td>
              {field.default !== null
                ? trans.__('default %1', field.default)
                : field.is_required
                  ? ''
                  : trans.__('optional')}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
