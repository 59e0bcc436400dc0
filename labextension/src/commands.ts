/** The ids of Trackside's commands; they stay the same between versions. */
export namespace CommandIDs {
  /** Show the panel. */
  export const open = 'trackside:open';
  /** Read again what the panel shows. */
  export const refresh = 'trackside:refresh';
  /** Open a run in the panel, by its id. */
  export const openRun = 'trackside:open-run';
  /** Follow the link in the page's address, if there is one; the router calls it. */
  export const followLink = 'trackside:follow-link';
  /** Insert cells with the first lines of tracking into the active notebook. */
  export const insertSnippet = 'trackside:insert-snippet';
}

/** The id of the panel in the shell. */
export const PANEL_ID = 'trackside-panel';
