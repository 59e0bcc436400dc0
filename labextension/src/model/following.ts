import { asTracksideError } from '../api/error';
import type { IWireExperiment } from '../api/wire';
import type { Link } from './link';
import type { ISoughtModel } from './navigation';
import { RegistryModel } from './registry';
import type { TracksideModel } from './trackside';

/** What a link may name that the store does not hold. */
export type DeadLink = Extract<Link, { kind: 'experiment' | 'model' }>;

/**
 * Show the place that a link leads to.
 *
 * @returns The link if its experiment or model is not there; null if all is well, and for a run
 *   that is not there, since the run's view says so itself.
 * @throws TracksideError if the server does not answer.
 */
export async function followLink(
  link: Link,
  model: TracksideModel
): Promise<DeadLink | null> {
  switch (link.kind) {
    case 'panel':
      return null;
    case 'models':
      model.navigation.goTop('models');
      return null;
    case 'model':
      model.navigation.goToModel(link);
      await model.part(RegistryModel).refresh();
      return lacks(model, link) ? link : null;
    case 'experiment': {
      const experiment = await experimentOf(link.experimentId, model);
      if (experiment) {
        model.pick(experiment);
      }
      return experiment ? null : link;
    }
    case 'run': {
      const experiment =
        (await experimentOfRun(link.runId, model)) ??
        (await experimentOf(link.experimentId, model));
      if (experiment) {
        model.pick(experiment);
      }
      model.navigation.openRun(link.runId, link.tab);
      return null;
    }
  }
}

async function experimentOf(
  experimentId: string,
  { client }: TracksideModel
): Promise<IWireExperiment | undefined> {
  try {
    const found = await client.experiment(experimentId);
    return found.lifecycle_stage === 'active' ? found : undefined;
  } catch (reason) {
    if (asTracksideError(reason).kind === 'unknown') {
      return undefined;
    }
    throw reason;
  }
}

/** The experiment that the run is in, whatever the link says. */
async function experimentOfRun(
  runId: string,
  { client }: TracksideModel
): Promise<IWireExperiment | null> {
  try {
    return (await client.run(runId)).experiment;
  } catch {
    // The run's view reads it again, and says what is wrong.
    return null;
  }
}

/** A registry that could not be read lacks nothing: the view says what is wrong with it. */
function lacks(model: TracksideModel, sought: ISoughtModel): boolean {
  const registry = model.part(RegistryModel);
  const { name, version } = sought;
  const found = registry.models.find(each => each.name === name);
  const isThere =
    version === null
      ? found !== undefined
      : found?.versions.some(each => each.version === version);
  return registry.state.kind === 'ready' && !isThere;
}
