import { useCallback, useMemo } from 'react';

import { Check, Choice } from '../charts/controls';
import type { Draw } from '../charts/figure';
import { Plot } from '../charts/plot';
import { scatterInfo } from '../charts/scatter';
import { scatterFigure } from '../charts/scatterfigure';
import { ComparisonModel } from '../model/comparison';
import { valueWords } from '../model/runvalues';
import { shownScatter } from '../model/shown';
import { usePanel } from '../panel/context';
import type { IComparedRuns } from './comparedruns';
import { LeftOut } from './leftout';
import { valueChoices } from './valuewords';

/** Any two values against one another, a third as the colour. */
export function ScatterTab({ runs, lookOf }: IComparedRuns) {
  const { model, trans } = usePanel();
  const comparison = model.part(ComparisonModel);
  const words = valueWords(runs);
  const shown = shownScatter(words, comparison.settings.scatter);
  const identity = JSON.stringify(shown);
  const info = useMemo(
    () => shown && scatterInfo(runs, shown, lookOf),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- what is shown is a new object at each drawing
    [runs, identity, lookOf]
  );
  const figure = useCallback<Draw>(
    theme => (info ? scatterFigure(info, theme) : { data: [], layout: {} }),
    [info]
  );
  if (!info || !shown) {
    return (
      <p className="jp-Trackside-Hint">
        {trans.__(
          'These runs have not two params or metrics to set side by side.'
        )}
      </p>
    );
  }
  const choices = valueChoices(words);
  return (
    <>
      <div className="jp-Trackside-Compare-controls">
        <Choice
          name="x"
          label={trans.__('X')}
          value={shown.x}
          choices={choices}
          onChange={x => comparison.changeScatter({ x })}
        />
        <Choice
          name="y"
          label={trans.__('Y')}
          value={shown.y}
          choices={choices}
          onChange={y => comparison.changeScatter({ y })}
        />
        <Choice
          name="colour-by"
          label={trans.__('Colour by')}
          value={shown.colour ?? ''}
          choices={[['', trans.__('run')], ...choices]}
          onChange={word =>
            comparison.changeScatter({ colourBy: word || null })
          }
        />
        <Check
          name="contour"
          label={trans.__('Contour')}
          isChecked={shown.isContour && shown.colour !== null}
          isDisabled={shown.colour === null}
          onChange={isContour => comparison.changeScatter({ isContour })}
        />
      </div>
      <figure className="jp-Trackside-Compare-figure" data-chart="scatter">
        <Plot
          figure={figure}
          points={info.looks.length}
          label={trans.__('%1 against %2', shown.y, shown.x)}
          failure={trans.__('The chart library could not be loaded.')}
        />
        <LeftOut count={info.leftOut} />
        {shown.isContour && shown.colour && !info.isContour && (
          <p className="jp-Trackside-Chart-note" data-no-contour>
            {trans.__('A contour takes two or more values on either axis.')}
          </p>
        )}
      </figure>
    </>
  );
}
