import { useMemo } from 'react';

import type { IWireFigure } from '../../api/artifactwire';
import type { Draw } from '../../charts/figure';
import { Plot } from '../../charts/plot';
import { traceTypes, unknownTraces } from '../../charts/traces';
import { usePanel } from '../context';

interface IFigureProps {
  readonly figure: IWireFigure;
  readonly name: string;
}

/** A figure of plotly, drawn as it was made, on the ground of the theme. */
export function Figure({ figure, name }: IFigureProps) {
  const { trans } = usePanel();
  const draw = useMemo(() => drawing(figure), [figure]);
  const types = useMemo(() => traceTypes(figure.data), [figure]);
  const unknown = unknownTraces(types);
  return (
    <>
      {unknown.length > 0 && (
        <p className="jp-Trackside-Hint">
          {trans.__(
            'Traces of these kinds are not drawn here: %1. Load the figure in a notebook to see them.',
            unknown.join(', ')
          )}
        </p>
      )}
      {unknown.length < types.length && (
        <Plot
          figure={draw}
          label={name}
          points={figure.data.length}
          traces={types}
          isInteractive
          failure={trans.__('The figure could not be drawn.')}
        />
      )}
    </>
  );
}

/** Its own measures are those of the place that it was made for. */
const MEASURES = ['width', 'height', 'autosize'];

function drawing({ data, layout }: IWireFigure): Draw {
  const drawn = data.filter(
    trace => unknownTraces(traceTypes([trace])).length === 0
  );
  const own = Object.entries(layout).filter(([key]) => !MEASURES.includes(key));
  return theme => ({
    data: drawn,
    layout: {
      // Plotly's own margins leave nothing of a figure as narrow as the panel.
      margin: { l: 48, r: 16, t: 'title' in layout ? 48 : 16, b: 40 },
      paper_bgcolor: theme.paper,
      font: { family: theme.font, color: theme.text },
      ...Object.fromEntries(own),
      autosize: true
    }
  });
}
