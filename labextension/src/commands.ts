/** The ids of Trackside's commands; they stay the same between versions. */
export namespace CommandIDs {
  /** Show the panel. */
  export const open = 'trackside:open';
  /** Read again what the panel shows. */
  export const refresh = 'trackside:refresh';
  /** Open a run in the panel, by its id. */
  export const openRun = 'trackside:open-run';
  /** Compare the runs whose eyes are open, in the main area. */
  export const compare = 'trackside:compare';
  /** Show the experiments of the store in the main area; one of them, if its id is given. */
  export const experiments = 'trackside:experiments';
  /** Show a file or folder of a run in the main area. */
  export const openArtifact = 'trackside:open-artifact';
  /** Follow the link in the page's address, if there is one; the router calls it. */
  export const followLink = 'trackside:follow-link';
  /** Insert cells with the first lines of tracking into the active notebook. */
  export const insertSnippet = 'trackside:insert-snippet';
  /** Insert the cells that are given into the active notebook. */
  export const insertCells = 'trackside:insert-cells';
  /** Make a notebook of the cells that are given, beside the active one. */
  export const newNotebook = 'trackside:new-notebook';
}

/** The id of the panel in the shell. */
export const PANEL_ID = 'trackside-panel';

/** The id of the compare tab in the shell. */
export const COMPARE_ID = 'trackside-compare';

/** The id of the tab with all experiments in the shell. */
export const EXPERIMENTS_ID = 'trackside-experiments';

/** What the ids of the tabs with artifacts begin with in the shell. */
export const ARTIFACT_ID = 'trackside-artifact';

/** The id of the comparison of what is chosen in that tab. */
export const EXPERIMENTS_COMPARE_ID = 'trackside-experiments-compare';
