import { runFacts } from '../../src/model/runfacts';

it('reads what a run says of its origin', () => {
  const facts = runFacts({
    tags: {
      'mlflow.source.name': 'models/train.ipynb',
      'mlflow.source.git.commit': 'abc',
      'trackside.git.dirty': 'True',
      'mlflow.note.content': 'Baseline.',
      team: 'risk'
    }
  });
  expect(facts.source).toBe('models/train.ipynb');
  expect(facts.commit).toBe('abc');
  expect(facts.isDirty).toBe(true);
  expect(facts.description).toBe('Baseline.');
  expect(facts.tags).toEqual({ team: 'risk' });
});

it('says nothing of what is not known', () => {
  const facts = runFacts({ tags: {} });
  expect(facts.source).toBeNull();
  expect(facts.isDirty).toBeNull();
  expect(facts.environment).toEqual({});
});
