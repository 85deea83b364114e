// A menu that opens from a button. Not modal: a modal one injects a style element, which the page's policy forbids.
import { DropdownMenu as Radix } from "radix-ui";
import type { ReactElement, ReactNode } from "react";
import styles from "./menu.module.css";

export function Menu({
  trigger,
  children,
  align = "end",
}: {
  readonly trigger: ReactElement;
  readonly children: ReactNode;
  readonly align?: "start" | "end";
}) {
  return (
    <Radix.Root modal={false}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content className={styles.menu} align={align} sideOffset={4} collisionPadding={8}>
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

export function MenuItem({
  children,
  icon,
  onSelect,
  disabled = false,
  danger = false,
}: {
  readonly children: ReactNode;
  readonly icon?: ReactNode;
  readonly onSelect: () => void;
  readonly disabled?: boolean;
  readonly danger?: boolean;
}) {
  return (
    <Radix.Item
      className={`${styles.item} ${danger ? styles.danger : ""}`}
      onSelect={onSelect}
      disabled={disabled}
    >
      {icon !== undefined && <span className={styles.icon}>{icon}</span>}
      {children}
    </Radix.Item>
  );
}

export function MenuLine() {
  return <Radix.Separator className={styles.line} />;
}
