import { loadCells } from '../../src/model/artifactcells';
import type { ShownArtifact } from '../../src/model/preview';
import { modelCard, modelPlace, runPlace, tablePage } from '../samples';

const TEXT: ShownArtifact = {
  kind: 'text',
  text: '',
  language: '',
  truncated: false
};
const BINARY: ShownArtifact = { kind: 'binary', file_size: 1 };
const JSON_SHOWN: ShownArtifact = { kind: 'json', json: {} };

const DOWNLOAD = 'trackside.artifacts.download_artifacts';

it.each<[string, ShownArtifact, string[]]>([
  [
    'log.txt',
    TEXT,
    [
      'import trackside',
      'text = trackside.artifacts.load_text("runs:/r/log.txt")',
      'print(text[:2000])'
    ]
  ],
  [
    'train.py',
    TEXT,
    ['text = trackside.artifacts.load_text("runs:/r/train.py")']
  ],
  [
    'c.json',
    JSON_SHOWN,
    ['document = trackside.artifacts.load_dict("runs:/r/c.json")']
  ],
  [
    'c.YAML',
    TEXT,
    ['document = trackside.artifacts.load_dict("runs:/r/c.YAML")']
  ],
  [
    't.csv',
    tablePage(),
    ['import pandas as pd', `table = pd.read_csv(${DOWNLOAD}("runs:/r/t.csv"))`]
  ],
  [
    't.tsv',
    tablePage(),
    [`table = pd.read_csv(${DOWNLOAD}("runs:/r/t.tsv"), sep="\\t")`]
  ],
  [
    't.parquet',
    tablePage(),
    [`table = pd.read_parquet(${DOWNLOAD}("runs:/r/t.parquet"))`]
  ],
  [
    't.parquet',
    { kind: 'unread', needs: 'pyarrow', file_size: 1 },
    [`table = pd.read_parquet(${DOWNLOAD}("runs:/r/t.parquet"))`]
  ],
  [
    't.json',
    tablePage(),
    [`table = pd.read_json(${DOWNLOAD}("runs:/r/t.json"), orient="split")`]
  ],
  [
    'p.png',
    { kind: 'image', mime: 'image/png' },
    ['image = trackside.artifacts.load_image("runs:/r/p.png")']
  ],
  [
    'p.svg',
    { kind: 'image', mime: 'image/svg+xml' },
    [
      'from IPython.display import SVG',
      'drawing = SVG(trackside.artifacts.load_text("runs:/r/p.svg"))'
    ]
  ],
  [
    's.wav',
    { kind: 'audio', mime: 'audio/wav' },
    [
      'from IPython.display import Audio',
      `sound = Audio(${DOWNLOAD}("runs:/r/s.wav"))`
    ]
  ],
  [
    'v.mp4',
    { kind: 'video', mime: 'video/mp4' },
    [`film = Video(${DOWNLOAD}("runs:/r/v.mp4"), embed=True)`]
  ],
  [
    'f.json',
    { kind: 'figure', figure: { data: [], layout: {} } },
    [
      'import plotly.io as pio',
      `figure = pio.read_json(${DOWNLOAD}("runs:/r/f.json"))`
    ]
  ],
  [
    'n.ipynb',
    { kind: 'notebook', notebook: { cells: [] } },
    [
      'import nbformat',
      `notebook = nbformat.read(${DOWNLOAD}("runs:/r/n.ipynb"), as_version=4)`
    ]
  ],
  [
    'w.npy',
    BINARY,
    ['import numpy as np', `array = np.load(${DOWNLOAD}("runs:/r/w.npy"))`]
  ],
  ['w.pkl', BINARY, [`path = ${DOWNLOAD}("runs:/r/w.pkl")`, 'path']],
  [
    'plots',
    { kind: 'folder', files: [] },
    [`path = ${DOWNLOAD}("runs:/r/plots")`]
  ],
  // A folder whose name ends like a file's is a folder.
  [
    'data.csv',
    { kind: 'folder', files: [] },
    [`path = ${DOWNLOAD}("runs:/r/data.csv")`]
  ],
  [
    'page.html',
    { kind: 'page', file_size: 1 },
    ['text = trackside.artifacts.load_text("runs:/r/page.html")']
  ],
  [
    'a "b" $&.txt',
    TEXT,
    ['text = trackside.artifacts.load_text("runs:/r/a \\"b\\" $&.txt")']
  ]
])('%s is loaded as what it is', (path, shown, lines) => {
  const cells = loadCells(runPlace(path), shown);
  expect(cells).toHaveLength(1);
  expect(cells[0]?.split('\n')).toEqual(expect.arrayContaining(lines));
});

it('loads a model, and predicts with its example', () => {
  const folder = {
    card: modelCard({ example: 'example.json' }),
    requirements: null,
    example: null
  };
  expect(loadCells(modelPlace(''), { kind: 'model', folder })).toEqual([
    'import trackside\n\nmodel = trackside.pyfunc.load_model("models:/m-1")',
    'data = model.input_example\nmodel.predict(data)'
  ]);
});
