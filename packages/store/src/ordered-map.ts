/**
 * A persistent ordered map (AVL tree with path copying) from text keys to values.
 *
 * A map is a root; every change gives a new root and leaves the old one as it was, so a snapshot is
 * free. Keys are compared by code unit, hence "byte strings" (one code unit per byte, see
 * `byteString`) have the order of the bytes.
 */
export interface OrderedNode<V> {
  readonly key: string;
  readonly value: V;
  readonly height: number;
  readonly left: OrderedMap<V>;
  readonly right: OrderedMap<V>;
}

export type OrderedMap<V> = OrderedNode<V> | undefined;

export function insert<V>(map: OrderedMap<V>, key: string, value: V): OrderedNode<V> {
  if (map === undefined) return { key, value, height: 1, left: undefined, right: undefined };
  if (key === map.key) {
    return { key, value, height: map.height, left: map.left, right: map.right };
  }
  return key < map.key
    ? balanced(map, insert(map.left, key, value), map.right)
    : balanced(map, map.left, insert(map.right, key, value));
}

export function remove<V>(map: OrderedMap<V>, key: string): OrderedMap<V> {
  if (map === undefined) return undefined;
  if (key < map.key) return balanced(map, remove(map.left, key), map.right);
  if (key > map.key) return balanced(map, map.left, remove(map.right, key));
  if (map.left === undefined) return map.right;
  if (map.right === undefined) return map.left;
  const successor = first(map.right);
  return balanced(successor, map.left, remove(map.right, successor.key));
}

export function find<V>(map: OrderedMap<V>, key: string): OrderedMap<V> {
  let node = map;
  while (node !== undefined && node.key !== key) node = key < node.key ? node.left : node.right;
  return node;
}

/** Nodes with `start <= key < end`, ascending or, with `reverse`, descending. */
export function* range<V>(
  map: OrderedMap<V>,
  start: string | undefined,
  end: string | undefined,
  reverse: boolean,
): Generator<OrderedNode<V>, void> {
  const pending: OrderedNode<V>[] = [];
  let node = map;
  for (;;) {
    while (node !== undefined) {
      if (start !== undefined && node.key < start) node = node.right;
      else if (end !== undefined && node.key >= end) node = node.left;
      else {
        pending.push(node);
        node = reverse ? node.right : node.left;
      }
    }
    const next = pending.pop();
    if (next === undefined) return;
    yield next;
    node = reverse ? next.left : next.right;
  }
}

function first<V>(map: OrderedNode<V>): OrderedNode<V> {
  let node = map;
  while (node.left !== undefined) node = node.left;
  return node;
}

const heightOf = (map: OrderedMap<unknown>): number => map?.height ?? 0;

function node<V>(entry: OrderedNode<V>, left: OrderedMap<V>, right: OrderedMap<V>): OrderedNode<V> {
  const height = Math.max(heightOf(left), heightOf(right)) + 1;
  return { key: entry.key, value: entry.value, height, left, right };
}

function balanced<V>(
  entry: OrderedNode<V>,
  left: OrderedMap<V>,
  right: OrderedMap<V>,
): OrderedNode<V> {
  const lean = heightOf(left) - heightOf(right);
  if (lean > 1 && left !== undefined) {
    if (heightOf(left.left) >= heightOf(left.right) || left.right === undefined) {
      return node(left, left.left, node(entry, left.right, right));
    }
    const middle = left.right;
    return node(middle, node(left, left.left, middle.left), node(entry, middle.right, right));
  }
  if (lean < -1 && right !== undefined) {
    if (heightOf(right.right) >= heightOf(right.left) || right.left === undefined) {
      return node(right, node(entry, left, right.left), right.right);
    }
    const middle = right.left;
    return node(middle, node(entry, left, middle.left), node(right, middle.right, right.right));
  }
  return node(entry, left, right);
}
