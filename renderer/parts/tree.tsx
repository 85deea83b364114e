// A tree for choosing one thing: arrows walk and open, Enter and Space choose, typing is left to the browser.
import { ChevronDown, ChevronRight } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useMemo, useRef, useState } from "react";
import styles from "./tree.module.css";

export interface TreeNode {
  readonly id: string;
  /** the spoken name */
  readonly name: string;
  /** what is drawn; the name if there is nothing else */
  readonly content?: ReactNode;
  readonly icon?: ReactNode;
  readonly children?: readonly TreeNode[];
  /** a group's heading: can be opened and closed, but not chosen */
  readonly heading?: boolean;
}

interface FlatNode {
  readonly node: TreeNode;
  readonly level: number;
  readonly parent: string | undefined;
}

export function Tree({
  label,
  nodes,
  chosen,
  onChoose,
}: {
  readonly label: string;
  readonly nodes: readonly TreeNode[];
  readonly chosen: string | undefined;
  readonly onChoose: (id: string) => void;
}) {
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const [active, setActive] = useState<string>();
  const tree = useRef<HTMLDivElement>(null);
  const flat = useMemo(() => flatten(nodes, closed), [nodes, closed]);
  const focusable = flat.some(({ node }) => node.id === active) ? active : (chosen ?? flat[0]?.node.id);

  const focus = (id: string) => {
    setActive(id);
    tree.current?.querySelector<HTMLElement>(`[data-id="${CSS.escape(id)}"]`)?.focus();
  };
  const toggle = (id: string, close: boolean) =>
    setClosed((old) => {
      const next = new Set(old);
      if (close) next.add(id);
      else next.delete(id);
      return next;
    });
  const press = (event: KeyboardEvent, { node, parent }: FlatNode) => {
    const index = flat.findIndex((one) => one.node.id === node.id);
    const move = (to: FlatNode | undefined) => to && focus(to.node.id);
    const opens = (node.children?.length ?? 0) > 0;
    const isClosed = closed.has(node.id);
    const keys = new Map<string, () => void>([
      ["ArrowDown", () => move(flat[index + 1])],
      ["ArrowUp", () => move(flat[index - 1])],
      ["Home", () => move(flat[0])],
      ["End", () => move(flat.at(-1))],
      ["Enter", () => choose(node)],
      [" ", () => choose(node)],
      [
        "ArrowRight",
        () => {
          if (opens && isClosed) toggle(node.id, false);
          else if (opens) move(flat[index + 1]);
        },
      ],
      [
        "ArrowLeft",
        () => {
          if (opens && !isClosed) toggle(node.id, true);
          else if (parent !== undefined) focus(parent);
        },
      ],
    ]);
    const run = keys.get(event.key);
    if (!run || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    run();
  };
  const choose = (node: TreeNode) => {
    setActive(node.id);
    if (node.heading === true) toggle(node.id, !closed.has(node.id));
    else onChoose(node.id);
  };

  return (
    <div role="tree" aria-label={label} className={styles.tree} ref={tree}>
      {flat.map((one) => {
        const { node, level } = one;
        const opens = (node.children?.length ?? 0) > 0;
        const isClosed = closed.has(node.id);
        return (
          <div
            key={node.id}
            role="treeitem"
            data-id={node.id}
            aria-label={node.name}
            aria-level={level + 1}
            aria-selected={node.id === chosen}
            aria-expanded={opens ? !isClosed : undefined}
            tabIndex={node.id === focusable ? 0 : -1}
            className={`${styles.item} ${node.heading === true ? styles.heading : ""}`}
            style={{ paddingLeft: 8 + level * 14 }}
            onClick={() => choose(node)}
            onKeyDown={(event) => press(event, one)}
            onFocus={() => setActive(node.id)}
          >
            {node.icon !== undefined && <span className={styles.icon}>{node.icon}</span>}
            <span className={styles.content}>{node.content ?? node.name}</span>
            {opens && (
              <button
                type="button"
                tabIndex={-1}
                aria-hidden="true"
                className={styles.toggle}
                onClick={(event) => {
                  event.stopPropagation();
                  toggle(node.id, !isClosed);
                }}
              >
                {isClosed ? <ChevronRight size={14} /> : <ChevronDown size={14} />}
              </button>
            )}
          </div>
        );
      })}
    </div>
  );
}

function flatten(
  nodes: readonly TreeNode[],
  closed: ReadonlySet<string>,
  level = 0,
  parent?: string,
): readonly FlatNode[] {
  return nodes.flatMap((node) => [
    { node, level, parent },
    ...(node.children && !closed.has(node.id) ? flatten(node.children, closed, level + 1, node.id) : []),
  ]);
}
