import { fenced, highlighted } from '../../src/model/fence';

it.each([
  ['x = 1', 'py', '```python\nx = 1\n```'],
  ['x\n', 'go', '```go\nx\n```'],
  ['```\na\n```', 'md', '````markdown\n```\na\n```\n````'],
  ['a ````` b', 'py', '``````python\na ````` b\n``````'],
  ['`` two', 'py', '```python\n`` two\n```']
])('%j stands in fences that it does not close', (text, language, markdown) => {
  expect(fenced(text, language)).toBe(markdown);
});

it.each([
  ['x', 'py', true],
  ['x', 'txt', false],
  ['x', '', false],
  ['x', 'toString', false],
  ['x'.repeat(100_000), 'py', false]
])('what is highlighted is code, and not too long', (text, language, is) => {
  expect(highlighted(text, language)).toBe(is);
});
