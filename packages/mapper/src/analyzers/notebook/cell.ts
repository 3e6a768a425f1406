import type { PlacedText } from './placedText.js';

/** One cell of a notebook. */
export interface Cell {
  /** `python`, `sql`, `shell`, `r`, `scala`, `text` for prose; anything else is code that nobody reads. */
  language: string;
  source: PlacedText;
  /** Whoever runs the notebook may set what it assigns. */
  parameters: boolean;
  /** Words that follow the magic which names the language. */
  words?: string;
}

/** A notebook, whatever its file format. */
export interface Notebook {
  cells: Cell[];
  /** Language of cells that say none. */
  language: string;
  /** Where the file is no notebook any more. */
  brokenAt?: number;
}
