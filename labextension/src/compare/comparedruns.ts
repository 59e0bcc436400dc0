import { useMemo } from 'react';

import type { IWireRun } from '../api/wire';
import { dashes, type IRunLook } from '../charts/runlook';
import { runColour } from '../model/palette';
import { useObservable, usePanel } from '../panel/context';

/** The runs whose eyes are open, and how each of them looks. */
export interface IComparedRuns {
  readonly runs: readonly IWireRun[];
  readonly runIds: readonly string[];
  readonly lookOf: (runId: string) => IRunLook;
}

/** Follow the eyes; ids and looks stay the same objects while nothing about them changes. */
export function useComparedRuns(): IComparedRuns {
  const { model } = usePanel();
  const listed = useObservable(model.runs);
  const chosen = useObservable(model.selection);
  const { selection } = model;
  const runs = useMemo(
    () => selection.runIds.flatMap(runId => model.runs.get(runId) ?? []),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the versions say when rows or eyes are others
    [model, selection, listed, chosen]
  );
  const colours = runs.map(
    ({ run_id }) => selection.colourOf(run_id) ?? runColour(0)
  );
  const identity = JSON.stringify(
    runs.map(({ run_id, name }, index) => [run_id, name, colours[index]])
  );
  const stable = useMemo(() => {
    const dash = dashes(colours);
    const looks = new Map(
      runs.map(({ run_id, name }, index) => [
        run_id,
        {
          name,
          colour: colours[index] ?? runColour(0),
          dash: dash[index] ?? 'solid'
        } satisfies IRunLook
      ])
    );
    return {
      runIds: runs.map(({ run_id }) => run_id),
      lookOf: (runId: string): IRunLook =>
        looks.get(runId) ?? { name: runId, colour: runColour(0), dash: 'solid' }
    };
    // eslint-disable-next-line react-hooks/exhaustive-deps -- rows are new objects at each delta, names and colours are not
  }, [identity]);
  return { runs, ...stable };
}
