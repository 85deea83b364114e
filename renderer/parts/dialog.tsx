// A window in the window: keeps the focus inside, closes with Escape, gives the focus back.
import { X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { words } from "../words/words.ts";
import styles from "./dialog.module.css";
import { IconButton } from "./icon-button.tsx";
import { useOpener } from "./opener.ts";
import { isInToasts } from "./toast.tsx";

export interface DialogProps {
  readonly title: string;
  readonly description?: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** buttons, the main one last */
  readonly actions?: ReactNode;
  readonly width?: "narrow" | "wide";
}

/**
 * Open as long as it is drawn. The scrim is our own element: Radix's overlay locks scrolling with an injected style
 * element, which the page's policy forbids.
 */
export function Dialog({ title, description, onClose, children, actions, width = "narrow" }: DialogProps) {
  const giveBack = useOpener();
  return (
    <Radix.Root open onOpenChange={(open) => !open && onClose()}>
      <Radix.Portal>
        <div className={styles.scrim}>
          <Radix.Content
            className={`${styles.box} ${styles[width]}`}
            // The box takes the focus if nothing in it has asked for it. On the close button the focus would open its
            // tooltip, and the first Escape would close that instead of the dialog.
            onOpenAutoFocus={(event) => {
              event.preventDefault();
              if (event.currentTarget instanceof HTMLElement) event.currentTarget.focus();
            }}
            onInteractOutside={(event) => isInToasts(event.target) && event.preventDefault()}
            onCloseAutoFocus={(event) => {
              // Radix knows only a trigger of its own, which our dialogs do not have.
              event.preventDefault();
              giveBack();
            }}
            {...(description === undefined ? { "aria-describedby": undefined } : {})}
          >
            <div className={styles.head}>
              <Radix.Title className={styles.title}>{title}</Radix.Title>
              <Radix.Close asChild>
                <IconButton label={words.common.close} icon={<X size={16} />} />
              </Radix.Close>
            </div>
            {description !== undefined && (
              <Radix.Description className={styles.description}>{description}</Radix.Description>
            )}
            <div className={styles.body}>{children}</div>
            {actions !== undefined && <div className={styles.actions}>{actions}</div>}
          </Radix.Content>
        </div>
      </Radix.Portal>
    </Radix.Root>
  );
}
