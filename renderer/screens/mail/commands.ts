// What a person can do with the chosen messages; the toolbar, the keys and the palette all call these.
export interface MessageCommands {
  readonly reply: () => void;
  readonly replyAll: () => void;
  readonly forward: () => void;
  readonly archive: () => void;
  readonly delete: () => void;
  readonly star: () => void;
  /** marks as unread, or as read what is unread */
  readonly unread: () => void;
  readonly move: () => void;
}

/** A line of the command palette. */
export interface Command {
  readonly name: string;
  readonly keys: string;
  readonly run: () => void;
}
