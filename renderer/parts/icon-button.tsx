// A button that shows only an icon; its name is spoken and shown as a tooltip.
import type { ComponentProps, ReactNode } from "react";
import styles from "./icon-button.module.css";
import { Tooltip } from "./tooltip.tsx";

export interface IconButtonProps extends Omit<ComponentProps<"button">, "children" | "aria-label"> {
  readonly label: string;
  readonly icon: ReactNode;
  /** the key that does the same, shown in the tooltip */
  readonly shortcut?: string;
}

export function IconButton({ label, icon, shortcut, className, ...rest }: IconButtonProps) {
  return (
    <Tooltip text={label} shortcut={shortcut}>
      <button
        type="button"
        {...rest}
        aria-label={label}
        className={[styles.button, className].filter(Boolean).join(" ")}
      >
        {icon}
      </button>
    </Tooltip>
  );
}
