import { useCallback, useEffect, useMemo, useState } from 'react';

import { Choice } from '../charts/controls';
import type { Draw } from '../charts/figure';
import {
  type Brushes,
  brushedRuns,
  brushesAfter,
  type IParallelInfo,
  parallelInfo
} from '../charts/parallel';
import { parallelFigure, plainParallelFigure } from '../charts/parallelfigure';
import { Plot } from '../charts/plot';
import { hasWebGl } from '../charts/webgl';
import { differingParams } from '../model/columns';
import { ComparisonModel } from '../model/comparison';
import { type ValueWord, valueWords } from '../model/runvalues';
import { shownAxes } from '../model/shown';
import { Button } from '../panel/buttons';
import { usePanel } from '../panel/context';
import type { IComparedRuns } from './comparedruns';
import { LeftOut } from './leftout';
import { SeveralChoice } from './severalchoice';
import { valueChoices } from './valuewords';

/** Parallel coordinates; what is brushed is pointed out in the list. */
export function ParallelTab({ runs, lookOf }: IComparedRuns) {
  const { model, trans } = usePanel();
  const { parallel } = model.part(ComparisonModel).settings;
  const words = valueWords(runs);
  const axes = shownAxes(words, differingParams(runs), parallel.axes);
  const { colourBy } = parallel;
  const colour = colourBy && words.includes(colourBy) ? colourBy : null;
  const info = useMemo(
    () => parallelInfo(runs, axes, colour, lookOf),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- axes are new lists at each drawing
    [runs, axes.join('\n'), colour, lookOf]
  );
  const brushing = useBrushing(info);
  if (axes.length < 2) {
    return (
      <p className="jp-Trackside-Hint">
        {trans.__(
          'These runs have not two params or metrics to set side by side.'
        )}
      </p>
    );
  }
  return (
    <>
      <div className="jp-Trackside-Compare-controls">
        <AxisControls words={words} axes={axes} colour={colour} />
        <Brushed all={runs.length} {...brushing} />
      </div>
      <ParallelChart info={info} {...brushing} />
    </>
  );
}

interface IBrushing {
  readonly brushes: Brushes;
  /** The runs that pass through what is brushed; null if nothing is. */
  readonly brushed: readonly string[] | null;
  readonly setBrushes: (change: (before: Brushes) => Brushes) => void;
}

/** Brush, and point out in the list what is brushed. */
function useBrushing(info: IParallelInfo): IBrushing {
  const { highlight } = usePanel().model;
  const [brushes, setBrushes] = useState<Brushes>({});
  const brushed = brushedRuns(info, brushes);
  const identity = JSON.stringify(brushed);
  useEffect(() => {
    highlight.show(JSON.parse(identity) as string[] | null);
  }, [highlight, identity]);
  useEffect(() => () => highlight.show(null), [highlight]);
  return { brushes, brushed, setBrushes };
}

interface IAxisControlsProps {
  readonly words: readonly ValueWord[];
  readonly axes: readonly ValueWord[];
  readonly colour: ValueWord | null;
}

function AxisControls({ words, axes, colour }: IAxisControlsProps) {
  const { model, trans } = usePanel();
  const comparison = model.part(ComparisonModel);
  return (
    <>
      <SeveralChoice
        choices={valueChoices(words)}
        chosen={axes}
        atLeast={2}
        text={trans.__('Axes (%1 of %2)', axes.length, words.length)}
        label={trans.__('Params and metrics with an axis')}
        onChange={chosen => comparison.changeParallel({ axes: chosen })}
      />
      <Choice
        name="colour-by"
        label={trans.__('Colour by')}
        value={colour ?? ''}
        choices={[['', trans.__('run')], ...valueChoices(words)]}
        onChange={word => comparison.changeParallel({ colourBy: word || null })}
      />
    </>
  );
}

interface IBrushedProps extends IBrushing {
  readonly all: number;
}

function Brushed({ brushed, all, setBrushes }: IBrushedProps) {
  const { model, trans } = usePanel();
  if (!brushed) {
    return null;
  }
  return (
    <>
      <span
        className="jp-Trackside-Compare-count"
        data-brushed={brushed.length}
        role="status"
      >
        {trans.__('%1 of %2 runs', brushed.length, all)}
      </span>
      <Button
        data-action="keep-brushed"
        disabled={brushed.length === 0}
        onClick={() => {
          model.selection.keepOnly(runId => brushed.includes(runId));
          setBrushes(() => ({}));
        }}
      >
        {trans.__('Compare only these')}
      </Button>
      <Button
        data-action="clear-brushes"
        onClick={() => setBrushes(() => ({}))}
      >
        {trans.__('All runs')}
      </Button>
    </>
  );
}

interface IParallelChartProps extends IBrushing {
  readonly info: IParallelInfo;
}

function ParallelChart({ info, brushes, setBrushes }: IParallelChartProps) {
  const { trans } = usePanel();
  const [isWebGl] = useState(hasWebGl);
  const figure = useCallback<Draw>(
    theme =>
      isWebGl
        ? parallelFigure(info, brushes, theme)
        : plainParallelFigure(info, theme),
    [info, brushes, isWebGl]
  );
  const onRestyle = useCallback(
    (event: object) =>
      setBrushes(before => brushesAfter(before, event, info.axes)),
    [info, setBrushes]
  );
  return (
    <figure className="jp-Trackside-Compare-figure" data-chart="parallel">
      <Plot
        figure={figure}
        points={info.runIds.length}
        onRestyle={onRestyle}
        label={trans.__('Parallel coordinates')}
        failure={trans.__('The chart library could not be loaded.')}
      />
      <LeftOut count={info.leftOut} />
      {!isWebGl && (
        <p className="jp-Trackside-Chart-note" data-without-webgl>
          {trans.__(
            'Without WebGL the axes are drawn from 0 to 1, and cannot be brushed.'
          )}
        </p>
      )}
    </figure>
  );
}
