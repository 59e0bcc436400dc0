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
  expect(facts.error).toBeNull();
});

it('reads environment and error, and bears tags that are no JSON', () => {
  const facts = runFacts({
    tags: {
      'trackside.environment':
        '{"python": "3.11.7", "packages": {"numpy": "2.4.6"}}',
      'trackside.error': '{"type": "ValueError", "message": "no"}'
    }
  });
  expect(facts.environment).toEqual({ python: '3.11.7' });
  expect(facts.packages).toEqual({ numpy: '2.4.6' });
  expect(facts.error).toEqual({
    type: 'ValueError',
    message: 'no',
    traceback: ''
  });
  const broken = runFacts({ tags: { 'trackside.environment': '[1' } });
  expect(broken.environment).toEqual({});
});
