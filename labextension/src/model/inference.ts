import type {
  IWireModelCard,
  IWireModelField,
  IWireModelVersion
} from '../api/wire';
import { python } from './python';

/** The cells that load a version of a registered model and predict with it. */
export function inferenceCells(
  { name, version }: IWireModelVersion,
  card: IWireModelCard | null
): readonly string[] {
  return modelCells(`models:/${name}/${version}`, card);
}

/** The cells that load the model at an address and predict with it. */
export function modelCells(
  uri: string,
  card: IWireModelCard | null
): readonly string[] {
  return [
    [
      'import trackside',
      '',
      `model = trackside.pyfunc.load_model(${python(uri)})`
    ].join('\n'),
    [...exampleLines(card), 'model.predict(data)'].join('\n')
  ];
}

/** Lines that make `data`: the example that was logged, else one made from the signature. */
function exampleLines(card: IWireModelCard | null): readonly string[] {
  if (card?.example) {
    return ['data = model.input_example'];
  }
  const inputs = card?.inputs ?? [];
  if (inputs.length === 0) {
    return [
      '# The model was logged without a signature: put in what it takes.',
      'data = ...'
    ];
  }
  const [first] = inputs;
  if (first && inputs.length === 1 && first.name === null) {
    const tensor = tensorOf(first);
    if (tensor) {
      return ['import numpy as np', '', `data = ${tensor}`];
    }
  }
  const columns = inputs.map(
    field => `    ${python(field.name ?? '')}: [${sampleOf(field)}],`
  );
  const needsNumpy = inputs.some(tensorOf);
  return [
    ...(needsNumpy ? ['import numpy as np'] : []),
    'import pandas as pd',
    '',
    'data = pd.DataFrame({',
    ...columns,
    '})'
  ];
}

/** `float32 (-1, 28, 28)` as an array of zeros; a length that is not fixed is one. */
function tensorOf({ type }: IWireModelField): string | null {
  const match = /^(\w+) \(([-\d, ]*)\)$/.exec(type);
  if (!match?.[1]) {
    return null;
  }
  const lengths = (match[2] ?? '')
    .split(',')
    .map(length => length.trim())
    .filter(length => length !== '')
    .map(length => (length.startsWith('-') ? '1' : length));
  const shape = lengths.length === 1 ? `${lengths[0]},` : lengths.join(', ');
  return `np.zeros((${shape}), dtype=${python(match[1])})`;
}

const SAMPLES: Readonly<Record<string, string>> = {
  boolean: 'True',
  integer: '0',
  long: '0',
  float: '0.0',
  double: '0.0',
  string: '""',
  binary: 'b""',
  datetime: 'pd.Timestamp("2026-01-01")'
};

function sampleOf(field: IWireModelField): string {
  if (field.type.startsWith('list of')) {
    return '[]';
  }
  return tensorOf(field) ?? SAMPLES[field.type] ?? '{}';
}
