import { MetricsTable } from '../../src/panel/metricstable';
import { metric } from '../samples';
import { renderOn, stage } from './render';

it('leaves out what a plain MLflow server does not tell of a series', () => {
  const loss = { ...metric(0.5), min: null, max: null, count: null };
  renderOn(
    stage(),
    <MetricsTable
      metrics={{ acc: metric('NaN'), loss }}
      selected={null}
      onSelect={jest.fn()}
    />
  );
  const cells = Array.from(document.querySelectorAll('tbody tr'), row =>
    Array.from(row.children, cell => cell.textContent)
  );
  expect(cells).toEqual([
    ['acc', 'NaN', 'NaN', 'NaN', '1'],
    ['loss', '0.5', '', '', '']
  ]);
});
