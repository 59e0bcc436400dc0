import { Later } from '../later';
import { drawnLater } from './later';

/** What a list of runs does without at first: it is loaded once the list is on the screen, or when it is wanted before. */
export const firstUse = new Later(() => import('./atfirstuse'));

export const ActiveRun = drawnLater(firstUse, code => code.ActiveRun);
export const ColumnChoice = drawnLater(firstUse, code => code.ColumnChoice);
export const ExperimentItems = drawnLater(
  firstUse,
  code => code.ExperimentItems
);
export const FirstRows = drawnLater(firstUse, code => code.FirstRows);
export const GroupRow = drawnLater(firstUse, code => code.GroupRow);
export const ListExport = drawnLater(firstUse, code => code.ListExport);
export const NoNotebook = drawnLater(firstUse, code => code.NoNotebook);
export const NoRuns = drawnLater(firstUse, code => code.NoRuns);
export const NothingListed = drawnLater(firstUse, code => code.NothingListed);
export const SelectedRuns = drawnLater(firstUse, code => code.SelectedRuns);
export const ServerMissing = drawnLater(firstUse, code => code.ServerMissing);
