import type { TranslationBundle } from '@jupyterlab/translation';

import {
  BANDS,
  CURVE_AXES,
  type ICurveOptions,
  MAX_SMOOTHING
} from '../model/curveoptions';
import { Check, Choice } from './controls';

interface ICurveControlsProps {
  readonly options: ICurveOptions;
  readonly onChange: (change: Partial<ICurveOptions>) => void;
  /** Params that runs can be grouped by; none where there is a single run. */
  readonly params: readonly string[];
  readonly trans: TranslationBundle;
}

/** How curves are drawn: axes, smoothing, groups. */
export function CurveControls(props: ICurveControlsProps) {
  const { options, onChange, params, trans } = props;
  return (
    <div className="jp-Trackside-Chart-controls">
      <Choice
        name="axis"
        label={trans.__('X axis')}
        value={options.axis}
        choices={CURVE_AXES.map(axis => [axis, axisName(axis)])}
        onChange={axis => onChange({ axis })}
      />
      <Check
        name="log-x"
        label={trans.__('Log x')}
        isChecked={options.isLogX && options.axis !== 'wall'}
        isDisabled={options.axis === 'wall'}
        onChange={isLogX => onChange({ isLogX })}
      />
      <Check
        name="log-y"
        label={trans.__('Log y')}
        isChecked={options.isLogY}
        onChange={isLogY => onChange({ isLogY })}
      />
      <Smoothing {...props} />
      {params.length > 0 && (
        <Choice
          name="group-by"
          label={trans.__('Group by')}
          value={options.groupBy ?? ''}
          choices={[['', trans.__('no param')], ...params.map(same)]}
          onChange={param => onChange({ groupBy: param || null })}
        />
      )}
      {options.groupBy !== null && params.length > 0 && (
        <Choice
          name="band"
          label={trans.__('Band')}
          value={options.band}
          choices={BANDS.map(band => [band, bandName(band)])}
          onChange={band => onChange({ band })}
        />
      )}
    </div>
  );

  function axisName(axis: ICurveOptions['axis']): string {
    return {
      step: trans.__('Step'),
      relative: trans.__('Relative time'),
      wall: trans.__('Time of day')
    }[axis];
  }

  function bandName(band: ICurveOptions['band']): string {
    return {
      range: trans.__('Least to greatest'),
      std: trans.__('Standard deviation')
    }[band];
  }
}

function same(text: string): readonly [string, string] {
  return [text, text];
}

function Smoothing({ options, onChange, trans }: ICurveControlsProps) {
  const { smoothing } = options;
  return (
    <label title={trans.__('Exponential moving average; 0 is what was logged')}>
      {trans.__('Smooth')}
      <input
        type="range"
        data-control="smoothing"
        min={0}
        max={MAX_SMOOTHING}
        step={0.01}
        value={smoothing}
        onChange={event => onChange({ smoothing: Number(event.target.value) })}
      />
      <output>{smoothing.toFixed(2)}</output>
    </label>
  );
}
