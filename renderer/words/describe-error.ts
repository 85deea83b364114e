// Turns an error of the closed list into a sentence and what to do about it.
import type { ErrorView } from "../../shared/ipc/errors.ts";
import { words } from "./words.ts";

export interface ErrorWords {
  /** what happened */
  readonly says: string;
  /** what to do next */
  readonly todo: string;
}

export function describeError(error: ErrorView): ErrorWords {
  return words.errors[error.code](error.detail);
}

/** Both sentences as one text, for toasts and for field errors. */
export function errorText(error: ErrorView): string {
  const { says, todo } = describeError(error);
  return `${says} ${todo}`;
}
