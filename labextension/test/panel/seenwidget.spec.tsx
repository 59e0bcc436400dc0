import { MessageLoop } from '@lumino/messaging';
import { Widget } from '@lumino/widgets';
import { act } from '@testing-library/react';

import { RowState } from '../../src/model/rowstate';
import { useObservable } from '../../src/panel/context';
import { SeenWidget } from '../../src/panel/seenwidget';

const draws = jest.fn();

function Selected({ rows }: { readonly rows: RowState }) {
  draws();
  useObservable(rows);
  return <output>{rows.selected.join(' ')}</output>;
}

function shownText(): string | undefined {
  return document.querySelector('output')?.textContent;
}

let rows: RowState;
let widget: SeenWidget;

beforeEach(() => {
  draws.mockClear();
  rows = new RowState();
  widget = new SeenWidget(<Selected rows={rows} />);
});

afterEach(() => act(() => widget.dispose()));

function attach(): void {
  act(() => {
    Widget.attach(widget, document.body);
    MessageLoop.flush();
  });
}

it('draws what changes', () => {
  attach();
  act(() => rows.select(['a']));
  expect(shownText()).toBe('a');
});

it('draws nothing before it is seen', () => {
  widget.hide();
  attach();
  act(() => rows.select(['a']));
  expect(draws).not.toHaveBeenCalled();
  act(() => {
    widget.show();
    MessageLoop.flush();
  });
  expect(shownText()).toBe('a');
});

it('draws nothing while it is hidden, and then what is true', () => {
  attach();
  act(() => widget.hide());
  const before = draws.mock.calls.length;
  act(() => rows.select(['a']));
  act(() => rows.select(['a', 'b']));
  expect(draws).toHaveBeenCalledTimes(before);
  act(() => widget.show());
  expect(shownText()).toBe('a b');
  act(() => rows.select([]));
  expect(shownText()).toBe('');
});
