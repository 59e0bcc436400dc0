import type { IWireModelCard } from '../api/wire';
import { usePanel } from './context';
import { Fields } from './fields';

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
