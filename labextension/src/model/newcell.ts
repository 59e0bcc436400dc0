/** A code cell to be made: its source, or with the tags that what runs all cells looks at. */
export type NewCell = string | ITaggedCell;

export interface ITaggedCell {
  readonly source: string;
  readonly tags: readonly string[];
}

/** A cell with its tags, of which most have none. */
export function tagged(cell: NewCell): ITaggedCell {
  return typeof cell === 'string' ? { source: cell, tags: [] } : cell;
}
