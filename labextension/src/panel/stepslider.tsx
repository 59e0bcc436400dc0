import { placeOfStep } from '../model/mediasteps';
import { usePanel } from './context';

interface IStepSliderProps {
  /** What it moves through, for screen readers. */
  readonly label: string;
  readonly steps: readonly number[];
  /** Null for the last one, whichever that is by now. */
  readonly step: number | null;
  readonly onChange: (step: number | null) => void;
}

/** Goes from one logged step to the next, with the mouse or the arrow keys; at its end it follows what comes. */
export function StepSlider({ label, steps, step, onChange }: IStepSliderProps) {
  const { trans } = usePanel();
  const place = placeOfStep(steps, step);
  const shown = steps[place];
  if (steps.length < 2) {
    return (
      <p className="jp-Trackside-Hint">
        {shown !== undefined && trans.__('Step %1', shown)}
      </p>
    );
  }
  const onMove = (moved: number): void =>
    onChange(moved < steps.length - 1 ? (steps[moved] ?? null) : null);
  return (
    <label className="jp-Trackside-Steps">
      {trans.__('Step')}
      <input
        type="range"
        data-control="step"
        aria-label={label}
        aria-valuetext={trans.__('Step %1', shown)}
        min={0}
        max={steps.length - 1}
        step={1}
        value={place}
        onChange={({ target }) => onMove(Number(target.value))}
      />
      <output>{shown}</output>
    </label>
  );
}
