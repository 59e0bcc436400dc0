import { nullTranslator } from '@jupyterlab/translation';
import { MessageLoop } from '@lumino/messaging';
import { Widget } from '@lumino/widgets';
import { act, waitFor } from '@testing-library/react';

import { createStatusItem } from '../src/statusitem';
import { hook, stage } from './panel/render';
import { metric, page, run } from './samples';

it('shows the active run with the value of its main metric, and opens the panel', async () => {
  const here = stage();
  here.client.runs.mockResolvedValue(
    page([
      run('a', {
        name: 'brave-otter',
        status: 'RUNNING',
        end_time: null,
        metrics: { accuracy: metric(0.91234) }
      })
    ])
  );
  const opened = jest.fn();
  const trans = nullTranslator.load('trackside');
  const item = createStatusItem(here.model, trans, opened);
  act(() => {
    Widget.attach(item, document.body);
    MessageLoop.flush();
  });
  await act(async () => {
    await here.model.start();
    await here.model.notebook.follow('models/train.ipynb');
  });
  await waitFor(() => hook('.jp-Trackside-StatusItem button'));

  const button = hook('.jp-Trackside-StatusItem button');
  expect(button.textContent).toContain('brave-otter');
  expect(hook('[data-metric=accuracy]').textContent).toBe('accuracy 0.9123');
  button.click();
  expect(opened).toHaveBeenCalledTimes(1);
  act(() => item.dispose());
});
