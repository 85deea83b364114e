// Panes side by side with lines between them that can be dragged or moved with the arrow keys. Widths are kept in
// this window only.
import { Fragment, type ReactNode, useState } from "react";
import styles from "./split-pane.module.css";

export interface Pane {
  readonly id: string;
  readonly content: ReactNode;
  /** pixels; the last pane takes what is left */
  readonly width: number;
  readonly least: number;
  readonly most: number;
}

const kept = new Map<string, number>();

export function SplitPane({
  panes,
  rest,
  label,
}: {
  readonly panes: readonly Pane[];
  readonly rest: ReactNode;
  readonly label: (id: string) => string;
}) {
  const [widths, setWidths] = useState<ReadonlyMap<string, number>>(() => new Map(kept));
  const set = (pane: Pane, width: number) => {
    kept.set(pane.id, Math.round(Math.min(pane.most, Math.max(pane.least, width))));
    setWidths(new Map(kept));
  };
  return (
    <div className={styles.panes}>
      {panes.map((pane) => {
        const width = widths.get(pane.id) ?? pane.width;
        return (
          <Fragment key={pane.id}>
            <div className={styles.pane} style={{ width }}>
              {pane.content}
            </div>
            {/* biome-ignore lint/a11y/useSemanticElements: a line between panes is a separator with a value, which <hr> is not */}
            <div
              role="separator"
              aria-label={label(pane.id)}
              aria-orientation="vertical"
              aria-valuenow={width}
              aria-valuemin={pane.least}
              aria-valuemax={pane.most}
              tabIndex={0}
              className={styles.line}
              onKeyDown={(event) => {
                const step = event.key === "ArrowLeft" ? -16 : event.key === "ArrowRight" ? 16 : 0;
                if (step !== 0) set(pane, width + step);
              }}
              onPointerDown={(event) => {
                const from = event.clientX;
                const line = event.currentTarget;
                line.setPointerCapture(event.pointerId);
                line.onpointermove = (move) => set(pane, width + move.clientX - from);
                line.onlostpointercapture = () => {
                  line.onpointermove = null;
                };
              }}
            />
          </Fragment>
        );
      })}
      <div className={styles.rest}>{rest}</div>
    </div>
  );
}
