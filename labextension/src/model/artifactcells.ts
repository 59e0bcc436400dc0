import type { IArtifactPlace } from '../api/queries';
import { artifactUri, placeName } from './artifactplace';
import { modelCells } from './inference';
import type { ShownArtifact } from './preview';
import { python } from './python';

/** The cells that load a file or folder into a notebook: they run as they stand. */
export function loadCells(
  place: IArtifactPlace,
  shown: ShownArtifact
): readonly string[] {
  const uri = artifactUri(place);
  if (shown.kind === 'model') {
    return modelCells(uri, shown.folder.card);
  }
  const { imports = [], name, value, last } = loader(endingOf(place), shown);
  return [
    [
      ...imports,
      'import trackside',
      '',
      // By a function: what stands for itself in a text may mean something to `replace`.
      `${name} = ${value.replace('$', () => python(uri))}`,
      last ?? name
    ].join('\n')
  ];
}

/** How a kind of file is loaded; `$` stands for its address. */
interface ILoader {
  readonly imports?: readonly string[];
  readonly name: string;
  readonly value: string;
  /** The line that shows it, if not its name. */
  readonly last?: string;
}

const LOCAL_PATH = 'trackside.artifacts.download_artifacts($)';

const PATH: ILoader = { name: 'path', value: LOCAL_PATH };

const TEXT: ILoader = {
  name: 'text',
  value: 'trackside.artifacts.load_text($)',
  // A log of a long training would fill the notebook.
  last: 'print(text[:2000])'
};

const DOCUMENT: ILoader = {
  name: 'document',
  value: 'trackside.artifacts.load_dict($)'
};

const BY_ENDING: ReadonlyMap<string, ILoader> = new Map(
  Object.entries<ILoader>({
    csv: table(`pd.read_csv(${LOCAL_PATH})`),
    tsv: table(`pd.read_csv(${LOCAL_PATH}, sep="\\t")`),
    tab: table(`pd.read_csv(${LOCAL_PATH}, sep="\\t")`),
    parquet: table(`pd.read_parquet(${LOCAL_PATH})`),
    pq: table(`pd.read_parquet(${LOCAL_PATH})`),
    arrow: table(`pd.read_feather(${LOCAL_PATH})`),
    feather: table(`pd.read_feather(${LOCAL_PATH})`),
    ipc: table(`pd.read_feather(${LOCAL_PATH})`),
    json: DOCUMENT,
    geojson: DOCUMENT,
    yaml: DOCUMENT,
    yml: DOCUMENT,
    npy: array(),
    npz: array(),
    svg: shownBy('SVG', 'trackside.artifacts.load_text($)', 'drawing'),
    ipynb: {
      imports: ['import nbformat'],
      name: 'notebook',
      value: `nbformat.read(${LOCAL_PATH}, as_version=4)`
    }
  })
);

function loader(ending: string, shown: ShownArtifact): ILoader {
  switch (shown.kind) {
    case 'folder':
    case 'pdf':
      return PATH;
    case 'binary':
      return BY_ENDING.get(ending) ?? PATH;
    case 'image':
      return (
        BY_ENDING.get(ending) ?? {
          name: 'image',
          value: 'trackside.artifacts.load_image($)'
        }
      );
    case 'audio':
      return shownBy('Audio', LOCAL_PATH, 'sound');
    case 'video':
      return shownBy('Video', `${LOCAL_PATH}, embed=True`, 'film');
    case 'figure':
      return {
        imports: ['import plotly.io as pio'],
        name: 'figure',
        value: `pio.read_json(${LOCAL_PATH})`
      };
    case 'table':
      // A table in JSON is one of log_table, which splits columns from data.
      return ending === 'json'
        ? table(`pd.read_json(${LOCAL_PATH}, orient="split")`)
        : (BY_ENDING.get(ending) ?? PATH);
    default:
      return BY_ENDING.get(ending) ?? TEXT;
  }
}

function table(value: string): ILoader {
  return { imports: ['import pandas as pd'], name: 'table', value };
}

function array(): ILoader {
  return {
    imports: ['import numpy as np'],
    name: 'array',
    value: `np.load(${LOCAL_PATH})`
  };
}

function shownBy(display: string, content: string, name: string): ILoader {
  return {
    imports: [`from IPython.display import ${display}`],
    name,
    value: `${display}(${content})`
  };
}

function endingOf(place: IArtifactPlace): string {
  const name = placeName(place);
  const dot = name.lastIndexOf('.');
  return dot < 0 ? '' : name.slice(dot + 1).toLowerCase();
}
