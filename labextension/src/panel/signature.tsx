import type { IWireModelCard, IWireModelField } from '../api/wire';
import { usePanel } from './context';

/** What a model takes and gives, field by field. */
export function Signature({ card }: { readonly card: IWireModelCard }) {
  const { trans } = usePanel();
  const { inputs, outputs, params } = card;
  if (!inputs && !outputs && !params) {
    return (
      <p className="jp-Trackside-Hint">
        {trans.__(
          'The model was logged without a signature. Give log_model() a signature or an input_example.'
        )}
      </p>
    );
  }
  return (
    <>
      <Fields kind="inputs" title={trans.__('Inputs')} fields={inputs} />
      <Fields kind="outputs" title={trans.__('Outputs')} fields={outputs} />
      <Fields kind="params" title={trans.__('Parameters')} fields={params} />
      {card.example !== null && (
        <p className="jp-Trackside-Hint">
          {trans.__('Logged with an input example.')}
        </p>
      )}
    </>
  );
}

interface IFieldsProps {
  readonly kind: string;
  readonly title: string;
  readonly fields: readonly IWireModelField[] | null;
}

function Fields({ kind, title, fields }: IFieldsProps) {
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
