import { useEffect, useMemo, useState } from 'react';

import type { IRunLook } from '../charts/runlook';
import { ComparisonModel } from '../model/comparison';
import { hasImages, MediaModel } from '../model/media';
import { imagesAt, keysOf, placeOfStep, stepsOf } from '../model/mediasteps';
import { useObservable, usePanel } from '../panel/context';
import { ReadProblem } from '../panel/readproblem';
import { SeriesImage } from '../panel/seriesimage';
import { StepSlider } from '../panel/stepslider';
import type { IComparedRuns } from './comparedruns';

/** The images of the compared runs side by side: a row for each key, a column for each run, one step for all. */
export function MediaTab({ runs, lookOf }: IComparedRuns) {
  const { trans } = usePanel();
  const shown = runs.filter(hasImages);
  const runIds = shown.map(run => run.run_id);
  const media = useMedia(runIds);
  const [step, setStep] = useState<number | null>(null);
  const images = runIds.flatMap(runId => media.images(runId));
  const steps = stepsOf(images);
  const { state } = media;
  if (shown.length === 0) {
    return (
      <p className="jp-Trackside-Hint" data-empty="no-media">
        {trans.__(
          'These runs have logged no images by step. In their cells, trackside.log_image(image, key="samples", step=step) does.'
        )}
      </p>
    );
  }
  return (
    <>
      <ReadProblem state={state} />
      <div className="jp-Trackside-Compare-controls">
        <StepSlider
          label={trans.__('Step of all runs')}
          steps={steps}
          step={step}
          onChange={setStep}
        />
      </div>
      <div
        className="jp-Trackside-Media"
        role="region"
        aria-label={trans.__('Images')}
        aria-busy={state.kind === 'loading'}
        tabIndex={0}
      >
        <table>
          <thead>
            <tr>
              <td />
              {shown.map(run => (
                <RunHead key={run.run_id} {...lookOf(run.run_id)} />
              ))}
            </tr>
          </thead>
          <tbody>
            {keysOf(images).map(key => (
              <MediaRow
                key={key}
                name={key}
                step={steps[placeOfStep(steps, step)] ?? 0}
                {...{ runIds, media }}
              />
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function RunHead({ name, colour }: IRunLook) {
  return (
    <th scope="col" title={name} data-media-run={name}>
      <span
        className="jp-Trackside-Dot"
        style={{ background: colour, borderColor: colour }}
      />{' '}
      {name}
    </th>
  );
}

interface IMediaRowProps {
  readonly name: string;
  readonly step: number;
  readonly runIds: readonly string[];
  readonly media: MediaModel;
}

function MediaRow({ name, step, runIds, media }: IMediaRowProps) {
  return (
    <tr data-media={name}>
      <th scope="row">{name}</th>
      {runIds.map(runId => (
        <MediaCell key={runId} {...{ name, step, runId, media }} />
      ))}
    </tr>
  );
}

interface IMediaCellProps extends Omit<IMediaRowProps, 'runIds'> {
  readonly runId: string;
}

/** What a run has logged at the step, or last before it, and at which step that was. */
function MediaCell({ name, step, runId, media }: IMediaCellProps) {
  const { trans } = usePanel();
  const images = imagesAt(media.images(runId), name, step);
  const [first] = images;
  return (
    <td data-media-cell={runId}>
      <p className="jp-Trackside-Media-step">
        {first ? trans.__('Step %1', first.step) : trans.__('None yet')}
      </p>
      <div className="jp-Trackside-Images">
        {images.map((image, index) => (
          <SeriesImage key={index} {...{ media, runId, image }} />
        ))}
      </div>
    </td>
  );
}

/** The images of some runs, as the server has them by now. */
function useMedia(runIds: readonly string[]): MediaModel {
  const { model } = usePanel();
  const { client } = model;
  const comparison = model.part(ComparisonModel);
  const media = useMemo(() => new MediaModel(client), [client]);
  useObservable(media);
  useEffect(() => {
    const onChange = (
      _: unknown,
      changed: ReadonlySet<string> | undefined
    ): void => media.changedOnServer(changed);
    comparison.outdated.connect(onChange);
    media.setShown(true);
    return () => {
      comparison.outdated.disconnect(onChange);
      media.setShown(false);
    };
  }, [media, comparison]);
  const identity = runIds.join();
  useEffect(() => {
    media.show(identity === '' ? [] : identity.split(','));
  }, [media, identity]);
  return media;
}
