import { fireEvent, screen } from '@testing-library/react';

import { ColumnSeparator } from '../../src/panel/columnseparator';
import { renderOn, stage } from './render';

function separator(onResize: jest.Mock): HTMLElement {
  renderOn(
    stage(),
    <ColumnSeparator label="loss" width={60} onResize={onResize} />
  );
  return screen.getByRole('separator', { name: 'Width of loss' });
}

it.each([
  ['ArrowRight', [68, true]],
  ['ArrowLeft', [52, true]],
  ['Home', [32, true]],
  ['End', [800, true]]
])('is moved by %s', (key, expected) => {
  const onResize = jest.fn();
  fireEvent.keyDown(separator(onResize), { key });
  expect(onResize.mock.calls).toEqual([expected]);
});

it('leaves other keys to others', () => {
  const onResize = jest.fn();
  expect(fireEvent.keyDown(separator(onResize), { key: 'Tab' })).toBe(true);
  expect(onResize).not.toHaveBeenCalled();
});

it('says what it is', () => {
  const edge = separator(jest.fn());
  expect(edge.getAttribute('aria-valuenow')).toBe('60');
  expect(edge.tabIndex).toBe(0);
});
