// A provider's own page beside our steps: the address bar, what the page wanted, and the place over which it is drawn.
import { useEffect, useRef, useState } from "react";
import type { FoundCode } from "../../../shared/models/code.ts";
import type { PageLink } from "../../../shared/models/provider-page.ts";
import type { ScanResult } from "../../../shared/models/scan.ts";
import { call } from "../../ipc/client.ts";
import { useEvent, useJobCall } from "../../ipc/hooks.ts";
import { words } from "../../words/words.ts";
import { Button } from "../button.tsx";
import { ErrorNote } from "../error-note.tsx";
import { JobBar } from "../job-bar.tsx";
import { adviceOf } from "../scan/advice-of.ts";
import { AddressBar } from "./address-bar.tsx";
import { BlockedNotice, OfferNotice } from "./page-notices.tsx";
import styles from "./provider-page.module.css";
import { usePlace } from "./use-place.ts";
import { useProviderPage } from "./use-provider-page.ts";

export interface ProviderPageProps {
  readonly accountId: string;
  readonly link: PageLink;
  /** The codes on the page; the button that looks for them is there only with it. */
  readonly onCodes?: ((found: readonly FoundCode[]) => void) | undefined;
  /** The user has agreed that the page is looked at whenever it comes to rest, not only when they press the button. */
  readonly looks?: boolean | undefined;
  /** A PDF that the user has taken from the page: the core knows it by this id for ten minutes. */
  readonly onFile?: ((downloadId: string) => void) | undefined;
}

/** Fills its place. Opens the page when it is drawn and closes it when it goes; keep it drawn from step to step. */
export function ProviderPage({ accountId, link, onCodes, looks, onFile }: ProviderPageProps) {
  const text = words.providerPage;
  const { view, error, openAgain } = useProviderPage(accountId, link);
  const [nothing, setNothing] = useState<ScanResult>();
  const scan = useJobCall("page.scan", ({ result }) => {
    if (result?.kind !== "scan") return;
    setNothing(result.found.length === 0 ? result : undefined);
    onCodes?.(result.found);
  });
  const holder = useRef<HTMLDivElement>(null);
  const open = view?.open === true;
  const shown = open && view.problem === undefined;
  const { covered } = usePlace(holder, shown, view?.open);
  useKeyToPage(shown && !covered);
  useLookByItself(looks === true && shown && !covered && !scan.running, onCodes);

  const problem = error ?? view?.problem;
  const again = () => (open ? void call("page.go", { to: "reload" }).catch(openAgain) : openAgain());
  return (
    <section className={styles.page} aria-label={text.region}>
      {view !== undefined && open && (
        <AddressBar view={view} reading={scan.running} onRead={onCodes && (() => scan.start(undefined))} />
      )}
      {scan.running && <JobBar job={scan.job} label={text.reading} onCancel={scan.cancel} />}
      {scan.error !== undefined && <ErrorNote error={scan.error} />}
      {nothing && !scan.running && <p role="status">{lookedAt(nothing)}</p>}
      {view?.blocked !== undefined && <BlockedNotice blocked={view.blocked} />}
      {view?.download !== undefined && <OfferNotice download={view.download} onTaken={onFile} />}
      <div ref={holder} className={styles.holder}>
        {problem !== undefined ? (
          <ErrorNote error={problem}>
            <Button onClick={again}>{text.reload}</Button>
          </ErrorNote>
        ) : (
          <p className={styles.soft} role="status">
            {covered ? text.waiting : open ? "" : text.loading}
          </p>
        )}
      </div>
      <p className={styles.foot}>
        {text.notAsked} {text.keyboard}
      </p>
    </section>
  );
}

function lookedAt({ pictures }: ScanResult): string {
  const { says, onScreen } = words.scanning.nothing[adviceOf(pictures)];
  return `${says} ${onScreen}`;
}

/** What is found is told; that there is nothing, or that no picture could be made, only the button says. */
function useLookByItself(possible: boolean, onCodes: ProviderPageProps["onCodes"]): void {
  const look = useJobCall("page.scan", ({ result }) => {
    const found = result?.kind === "scan" ? result.found : [];
    if (found.some(({ entry, kind }) => entry !== undefined || kind === "proprietary-2fa")) onCodes?.(found);
  });
  useEvent("page.rested", () => {
    if (possible && !look.running) look.start(undefined);
  });
}

/** F6 goes to the page; the shell brings it back from there. */
function useKeyToPage(possible: boolean): void {
  useEffect(() => {
    if (!possible) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "F6") return;
      event.preventDefault();
      call("page.focus").catch(() => undefined);
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, [possible]);
}
