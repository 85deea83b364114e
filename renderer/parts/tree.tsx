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
  const choose = (node: TreeNode) => {
    setActive(node.id);
    if (node.heading === true) toggle(node.id, !closed.has(node.id));
    else onChoose(node.id);
  };

  const press = (event: KeyboardEvent, one: FlatNode) => {
    const run = keysOf(one, { flat, closed, focus, toggle, choose }).get(event.key);
    if (!run || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    run();
  };
  return (
    <div role="tree" aria-label={label} className={styles.tree} ref={tree}>
      {flat.map((one) => (
        <Item
          key={one.node.id}
          one={one}
          chosen={one.node.id === chosen}
          focusable={one.node.id === focusable}
          closed={closed.has(one.node.id)}
          onChoose={() => choose(one.node)}
          onToggle={(close) => toggle(one.node.id, close)}
          onKey={(event) => press(event, one)}
          onFocus={() => setActive(one.node.id)}
        />
      ))}
    </div>
  );
}

/** What each key does on one item. */
function keysOf(
  { node, parent }: FlatNode,
  tree: {
    readonly flat: readonly FlatNode[];
    readonly closed: ReadonlySet<string>;
    readonly focus: (id: string) => void;
    readonly toggle: (id: string, close: boolean) => void;
    readonly choose: (node: TreeNode) => void;
  },
): ReadonlyMap<string, () => void> {
  const { flat, focus, toggle, choose } = tree;
  const index = flat.findIndex((one) => one.node.id === node.id);
  const move = (to: FlatNode | undefined) => to && focus(to.node.id);
  const opens = canOpen(node);
  const isClosed = tree.closed.has(node.id);
  return new Map<string, () => void>([
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
}

function Item({
  one: { node, level },
  chosen,
  focusable,
  closed,
  onChoose,
  onToggle,
  onKey,
  onFocus,
}: {
  readonly one: FlatNode;
  readonly chosen: boolean;
  readonly focusable: boolean;
  readonly closed: boolean;
  readonly onChoose: () => void;
  readonly onToggle: (close: boolean) => void;
  readonly onKey: (event: KeyboardEvent) => void;
  readonly onFocus: () => void;
}) {
  const opens = canOpen(node);
  return (
    <div
      role="treeitem"
      data-id={node.id}
      aria-label={node.name}
      aria-level={level + 1}
      aria-selected={chosen}
      aria-expanded={opens ? !closed : undefined}
      tabIndex={focusable ? 0 : -1}
      className={`${styles.item} ${node.heading === true ? styles.heading : ""}`}
      style={{ paddingLeft: 8 + level * 14 }}
      onClick={onChoose}
      onKeyDown={onKey}
      onFocus={onFocus}
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
            onToggle(!closed);
          }}
        >
          {closed ? <ChevronRight size={14} /> : <ChevronDown size={14} />}
        </button>
      )}
    </div>
  );
}

function canOpen(node: TreeNode): boolean {
  return (node.children?.length ?? 0) > 0;
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
