import { useEffect, useState } from 'react';

import type { IWireImage } from '../api/artifactwire';
import type { MediaModel } from '../model/media';
import { imagesAt, keysOf, placeOfStep, stepsOf } from '../model/mediasteps';
import { useObservable, usePanel } from './context';
import { Failure } from './failure';
import { ReadProblem } from './readproblem';
import { SeriesImage } from './seriesimage';
import { StepSlider } from './stepslider';

interface IMediaTabProps {
  readonly media: MediaModel;
  readonly runId: string;
}

/** The images that a run logged by step: a gallery for each key. */
export function MediaTab({ media, runId }: IMediaTabProps) {
  const { trans } = usePanel();
  useObservable(media);
  useEffect(() => {
    media.setShown(true);
    return () => media.setShown(false);
  }, [media]);
  const images = media.images(runId);
  const { state } = media;
  if (state.kind === 'failed' && images.length === 0) {
    return (
      <Failure error={state.error} onRetry={() => media.changedOnServer()} />
    );
  }
  if (state.kind === 'ready' && images.length === 0) {
    return (
      <p className="jp-Trackside-Hint" data-empty="no-media">
        {trans.__(
          'This run has logged no images by step. In its cells, trackside.log_image(image, key="samples", step=step) does.'
        )}
      </p>
    );
  }
  return (
    <>
      <ReadProblem state={state} />
      {keysOf(images).map(key => (
        <Gallery
          key={key}
          name={key}
          images={images.filter(image => image.key === key)}
          {...{ media, runId }}
        />
      ))}
    </>
  );
}

interface IGalleryProps extends IMediaTabProps {
  readonly name: string;
  readonly images: readonly IWireImage[];
}

function Gallery({ name, images, media, runId }: IGalleryProps) {
  const { trans } = usePanel();
  const [step, setStep] = useState<number | null>(null);
  const steps = stepsOf(images);
  const shown = steps[placeOfStep(steps, step)] ?? 0;
  return (
    <section className="jp-Trackside-Gallery" data-media={name}>
      <h4 title={name}>{name}</h4>
      <StepSlider
        label={trans.__('Step of %1', name)}
        steps={steps}
        step={step}
        onChange={setStep}
      />
      <div className="jp-Trackside-Images">
        {imagesAt(images, name, shown).map((image, index) => (
          // By its place: the slider changes the picture, and not whether it is shown in full.
          <SeriesImage key={index} {...{ media, runId, image }} />
        ))}
      </div>
    </section>
  );
}
