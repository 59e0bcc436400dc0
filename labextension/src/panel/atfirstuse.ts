/** What a click or a key brings up in the panel, and what is only there now and then: groups, an active run, an empty list. */
export { completionAt } from '../model/completion';
export { groupedRows } from '../model/rowgroups';
export { vocabularyOf } from '../model/vocabulary';
export { ActiveRun } from './activerun';
export { ColumnChoice } from './columnchoice';
export { NoNotebook, NoRuns, ServerMissing } from './emptystate';
export { ExperimentItems } from './experimentitems';
export { FirstRows } from './firstrows';
export { GroupRow } from './grouprow';
export { ListExport } from './listexport';
export { NothingListed } from './nothinglisted';
export { SelectedRuns } from './selectedruns';
