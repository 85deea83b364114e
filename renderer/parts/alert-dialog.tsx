// Asks before something that cannot simply be taken back. The safe answer has the focus; Escape is the safe answer.
import { AlertDialog as Radix } from "radix-ui";
import { type ReactNode, useEffect, useState } from "react";
import { words } from "../words/words.ts";
import { Button } from "./button.tsx";
import styles from "./dialog.module.css";
import { useOpener } from "./opener.ts";

export interface AlertDialogProps {
  readonly title: string;
  readonly description: string;
  readonly children?: ReactNode;
  /** the word on the button that does it */
  readonly confirm: string;
  readonly cancel?: string;
  readonly danger?: boolean;
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
  /** Milliseconds before the button that does it can be pressed: a click that was meant for something else is not it. */
  readonly pause?: number;
  readonly width?: "narrow" | "wide";
}

/** Open as long as it is drawn. */
export function AlertDialog(props: AlertDialogProps) {
  const giveBack = useOpener();
  const ready = useReady(props.pause ?? 0);
  return (
    <Radix.Root open onOpenChange={(open) => !open && props.onCancel()}>
      <Radix.Portal>
        <div className={styles.scrim}>
          <Radix.Content
            className={`${styles.box} ${styles[props.width ?? "narrow"]}`}
            onCloseAutoFocus={(event) => {
              event.preventDefault();
              giveBack();
            }}
          >
            <div className={styles.head}>
              <Radix.Title className={styles.title}>{props.title}</Radix.Title>
            </div>
            <Radix.Description className={styles.description}>{props.description}</Radix.Description>
            {props.children !== undefined && <div className={styles.body}>{props.children}</div>}
            <div className={styles.actions}>
              <Radix.Cancel asChild>
                <Button>{props.cancel ?? words.common.cancel}</Button>
              </Radix.Cancel>
              <Button
                kind={props.danger === true ? "danger" : "primary"}
                disabled={!ready}
                onClick={props.onConfirm}
              >
                {props.confirm}
              </Button>
            </div>
          </Radix.Content>
        </div>
      </Radix.Portal>
    </Radix.Root>
  );
}

function useReady(pause: number): boolean {
  const [ready, setReady] = useState(pause === 0);
  useEffect(() => {
    if (pause === 0) return;
    const timer = setTimeout(() => setReady(true), pause);
    return () => clearTimeout(timer);
  }, [pause]);
  return ready;
}
