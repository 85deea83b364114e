// How any screen begins to write: the panel itself stands above all screens, so that going elsewhere keeps it open.
import { createContext, useContext } from "react";
import type { DraftMode, DraftView } from "../../../shared/models/draft.ts";

export interface StartCompose {
  /** a new message, an answer, or a forwarded one */
  readonly start: (
    mode: DraftMode,
    about?: { readonly messageId?: number; readonly accountId?: string },
  ) => void;
  readonly open: (draft: DraftView) => void;
  /** opens a message of a Drafts folder for writing on */
  readonly openMessage: (messageId: number) => void;
}

export const ComposeContext = createContext<StartCompose>({
  start: () => undefined,
  open: () => undefined,
  openMessage: () => undefined,
});

export function useCompose(): StartCompose {
  return useContext(ComposeContext);
}
