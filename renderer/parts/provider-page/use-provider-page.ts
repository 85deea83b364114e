// One provider's page as the core knows it: opened when it is drawn, closed when it is left.
import { useEffect, useState } from "react";
import { type ErrorView, toErrorView } from "../../../shared/ipc/errors.ts";
import type { PageLink, PageView } from "../../../shared/models/provider-page.ts";
import { call } from "../../ipc/client.ts";
import { useEvent } from "../../ipc/hooks.ts";

export interface OpenPage {
  readonly view: PageView | undefined;
  /** it could not be opened at all */
  readonly error: ErrorView | undefined;
  /** Opens it again, at its first address. */
  readonly openAgain: () => void;
}

export function useProviderPage(accountId: string, link: PageLink): OpenPage {
  const [view, setView] = useState<PageView>();
  const [error, setError] = useState<ErrorView>();
  const [round, setRound] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another round is another try
  useEffect(() => {
    let ended = false;
    setError(undefined);
    call("page.open", { accountId, link }).then(
      (opened) => !ended && setView(opened),
      (failure: unknown) => !ended && setError(toErrorView(failure)),
    );
    return () => {
      ended = true;
    };
  }, [accountId, link, round]);
  // Another page of the same account goes on in the same view, with its login.
  // biome-ignore lint/correctness/useExhaustiveDependencies: closed when the account changes, not only at the end
  useEffect(
    () => () => {
      call("page.close").catch(() => undefined);
    },
    [accountId],
  );
  useEvent("page.changed", (changed) => {
    if (!changed.open || changed.accountId === accountId) setView(changed);
  });
  return { view, error, openAgain: () => setRound((before) => before + 1) };
}
