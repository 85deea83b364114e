// A menu that opens from a button. Not modal: a modal one injects a style element, which the page's policy forbids.
import { DropdownMenu as Radix } from "radix-ui";
import type { ReactElement, ReactNode } from "react";
import styles from "./menu.module.css";

export function Menu({
  trigger,
  children,
}: {
  readonly trigger: ReactElement;
  readonly children: ReactNode;
}) {
  return (
    <Radix.Root modal={false}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content className={styles.menu} align="end" sideOffset={4} collisionPadding={8}>
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
}: {
  readonly children: ReactNode;
  readonly icon?: ReactNode;
  readonly onSelect: () => void;
}) {
  return (
    <Radix.Item className={styles.item} onSelect={onSelect}>
      {icon !== undefined && <span className={styles.icon}>{icon}</span>}
      {children}
    </Radix.Item>
  );
}

export function MenuLine() {
  return <Radix.Separator className={styles.line} />;
}
