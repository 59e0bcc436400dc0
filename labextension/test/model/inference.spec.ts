import type { IWireModelCard, IWireModelField } from '../../src/api/wire';
import { inferenceCells } from '../../src/model/inference';
import { modelCard, modelVersion } from '../samples';

function field(
  name: string | null,
  type: string,
  is_required = true
): IWireModelField {
  return { name, type, is_required, default: null };
}

it('loads the version by its name, whatever characters it holds', () => {
  const [load] = inferenceCells(modelVersion('3', { name: 'my "best"' }), null);
  expect(load).toBe(
    'import trackside\n\nmodel = trackside.pyfunc.load_model("models:/my \\"best\\"/3")'
  );
});

const CASES: [string, IWireModelCard | null, string[]][] = [
  ['no card', null, ['data = ...']],
  [
    'an example',
    modelCard({ example: 'e.json' }),
    ['data = model.input_example']
  ],
  [
    'columns',
    modelCard({
      inputs: [field('a', 'double'), field('b c', 'string', false)]
    }),
    ['import pandas as pd', '"a": [0.0],', '"b c": [""],']
  ],
  [
    'a tensor',
    modelCard({ inputs: [field(null, 'float32 (-1, 28, 28)')] }),
    ['import numpy as np', 'data = np.zeros((1, 28, 28), dtype="float32")']
  ],
  [
    'a tensor of one dimension',
    modelCard({ inputs: [field(null, 'int64 (-1)')] }),
    ['data = np.zeros((1,), dtype="int64")']
  ]
];

it.each(CASES)('makes data from %s', (_, given, lines) => {
  const [, predict = ''] = inferenceCells(modelVersion('1'), given);
  const written = predict.split('\n').map(line => line.trim());
  expect(written).toEqual(expect.arrayContaining(lines));
  expect(written[written.length - 1]).toBe('model.predict(data)');
});
