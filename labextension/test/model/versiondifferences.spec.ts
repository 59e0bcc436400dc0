import {
  type IVersionWords,
  versionDifferences
} from '../../src/model/versiondifferences';
import { metric, modelVersion, run, versionDetail } from '../samples';

const WORDS: IVersionWords = {
  stage: 'Stage',
  aliases: 'Aliases',
  description: 'Description',
  registered: 'Registered',
  run: 'Run',
  experiment: 'Experiment',
  data: 'Data',
  unnamed: place => `column ${place}`
};

const field = (name: string | null, type: string) => ({
  name,
  type,
  is_required: true,
  default: null
});

const OLD = versionDetail(modelVersion('1', { tags: { team: 'a' } }), {
  run: run('a', {
    params: { lr: '0.1' },
    metrics: { f1: metric(0.5) },
    datasets: [{ name: 'digits', digest: 'abc', context: null }]
  }),
  card: {
    flavors: { sklearn: '1.5' },
    created: null,
    inputs: [field('age', 'long'), field(null, 'double')],
    outputs: null,
    params: null,
    example: null,
    python_version: null,
    size: null
  },
  problem: null
});
const NEW = versionDetail(
  modelVersion('2', { aliases: ['champion'], tags: { team: 'a' } }),
  { run: null, card: null, problem: 'gone' }
);

it('sets versions side by side, key by key', () => {
  const rows = versionDifferences([OLD, NEW], WORDS);
  const texts = Object.fromEntries(
    rows.map(({ section, key, cells }) => [
      `${section} ${key}`,
      cells.map(cell => cell?.text ?? null)
    ])
  );
  expect(texts).toMatchObject({
    'version Stage': ['None', 'None'],
    'version Aliases': [null, '@champion'],
    'version Data': ['digits abc', null],
    'metric f1': ['0.5', null],
    'param lr': ['0.1', null],
    'input age': ['long', null],
    'input column 2': ['double', null],
    'flavor sklearn': ['1.5', null],
    'tag team': ['a', 'a']
  });
  const same = rows.filter(row => !row.isDifferent).map(row => row.key);
  expect(same).toEqual(expect.arrayContaining(['Stage', 'team']));
});
