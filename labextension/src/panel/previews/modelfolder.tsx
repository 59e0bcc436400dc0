import type { IWireModelFolder } from '../../api/artifactwire';
import { formatBytes } from '../../format';
import { loadCells } from '../../model/artifactcells';
import type { PreviewModel } from '../../model/preview';
import { usePanel } from '../context';
import { Fact, Section } from '../facts';
import { Flavors } from '../flavors';
import { Signature } from '../signature';
import { Table } from './table';
import { Code } from './text';

interface IModelFolderProps {
  readonly preview: PreviewModel;
  readonly folder: IWireModelFolder;
}

/** The card of a model: what it is, what it takes and gives, what it needs, how it is used. */
export function ModelFolder({ preview, folder }: IModelFolderProps) {
  const { trans } = usePanel();
  const { card, requirements, example } = folder;
  return (
    <div className="jp-Trackside-ModelCard" tabIndex={0}>
      <dl className="jp-Trackside-Facts">
        <Fact name={trans.__('Flavors')}>
          <Flavors card={card} />
        </Fact>
        <Fact name={trans.__('Size')}>
          {card.size === null ? null : formatBytes(card.size)}
        </Fact>
        <Fact name={trans.__('Made')}>
          {card.created && trans.__('%1 UTC', card.created.slice(0, 16))}
        </Fact>
        <Fact name={trans.__('Python')}>{card.python_version}</Fact>
      </dl>
      <Section name="use" title={trans.__('How to use it')}>
        <Code
          text={loadCells(preview.place, { kind: 'model', folder }).join(
            '\n\n'
          )}
          language="py"
        />
      </Section>
      <Section name="signature" title={trans.__('Signature')}>
        <Signature card={card} />
      </Section>
      {example && (
        <Section name="example" title={trans.__('Input example')}>
          <Example example={example} />
        </Section>
      )}
      {requirements !== null && (
        <Section name="requirements" title={trans.__('Packages it needs')}>
          <pre tabIndex={0}>{requirements}</pre>
        </Section>
      )}
    </div>
  );
}

interface IExampleProps {
  readonly example: NonNullable<IWireModelFolder['example']>;
}

function Example({ example }: IExampleProps) {
  const { trans } = usePanel();
  switch (example.kind) {
    case 'table':
      return <Table table={example} />;
    case 'json':
      return <pre tabIndex={0}>{JSON.stringify(example.json)}</pre>;
    case 'text':
      return <pre tabIndex={0}>{example.text}</pre>;
    default:
      return (
        <p className="jp-Trackside-Hint">
          {trans.__('It is no text: model.input_example has it.')}
        </p>
      );
  }
}
