import { downloadIcon } from '@jupyterlab/ui-components';
import type { MouseEvent } from 'react';

import { asTracksideError } from '../api/error';
import { chartsDrawn, pngOf, svgOfCharts } from '../charts/screenshot';
import { ComparisonModel } from '../model/comparison';
import { csv } from '../model/csv';
import { Button } from '../panel/buttons';
import { usePanel } from '../panel/context';
import { CopyCode } from '../panel/copycode';
import { download } from '../panel/download';
import { Popover } from '../panel/popover';
import { comparisonCode } from './code';
import type { IComparedRuns } from './comparedruns';
import { useShownTable } from './showntable';

type Format = 'csv' | 'png' | 'svg';

/** What is shown, taken elsewhere: as code into a notebook, or as a file. */
export function Actions(compared: IComparedRuns) {
  const { model, trans } = usePanel();
  const { settings } = model.part(ComparisonModel);
  const { runs } = compared;
  return (
    <div className="jp-Trackside-Compare-actions">
      <CopyCode
        title={trans.__('Copy a cell that makes the same in a notebook')}
        code={() =>
          comparisonCode(runs, settings, key => model.columns.isRising(key))
        }
      />
      <Export {...compared} />
    </div>
  );
}

/** What is shown as a file: data, or a picture of the charts. */
function Export(compared: IComparedRuns) {
  const { model, host, trans } = usePanel();
  const { settings } = model.part(ComparisonModel);
  const save = useSave(compared);
  const onSave = (format: Format) => (event: MouseEvent<HTMLElement>) => {
    const root = event.currentTarget.closest<HTMLElement>('[data-view]');
    if (root) {
      save(format, root).catch((reason: unknown) =>
        host.sayFailure(asTracksideError(reason).message)
      );
    }
  };
  const formats: readonly (readonly [Format, string])[] = [
    ['csv', trans.__('The data as CSV')],
    ['png', trans.__('A picture as PNG')],
    ['svg', trans.__('A picture as SVG')]
  ];
  return (
    <Popover icon={downloadIcon} label={trans.__('Export')}>
      {formats
        .filter(
          ([format]) => format === 'csv' || settings.tab !== 'differences'
        )
        .map(([format, words]) => (
          <Button key={format} data-export={format} onClick={onSave(format)}>
            {words}
          </Button>
        ))}
    </Popover>
  );
}

/** Saves what is shown, the charts that are scrolled out of view included. */
function useSave(
  compared: IComparedRuns
): (format: Format, root: HTMLElement) => Promise<void> {
  const comparison = usePanel().model.part(ComparisonModel);
  const table = useShownTable(compared);
  const { runs, lookOf } = compared;
  const looks = runs.map(run => lookOf(run.run_id));
  return async (format, root) => {
    comparison.setExporting(true);
    try {
      await chartsDrawn(root);
      const name = `compare-${comparison.settings.tab}.${format}`;
      download(
        name,
        format === 'csv'
          ? new Blob([csv(table())], { type: 'text/csv' })
          : await pictureOf(root, looks, format)
      );
    } finally {
      comparison.setExporting(false);
    }
  };
}

async function pictureOf(
  root: HTMLElement,
  looks: Parameters<typeof svgOfCharts>[1],
  format: 'png' | 'svg'
): Promise<Blob> {
  const svg = await svgOfCharts(root, looks);
  return format === 'png'
    ? pngOf(svg)
    : new Blob([svg], { type: 'image/svg+xml' });
}
