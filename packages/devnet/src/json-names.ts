import {
  type MessageType,
  type MethodDescriptor,
  messageByTypeUrl,
  services,
} from "@testudo/proto";
import { InputError } from "./errors.ts";

/** How many names an error lists at most. */
const LISTED_MAX = 8;

/** All queries that a chain may serve. */
function queryMethods(): readonly MethodDescriptor[] {
  return services
    .filter(({ service }) => !service.endsWith(".Msg"))
    .flatMap(({ methods }) => methods)
    .filter(({ streams }) => streams !== true);
}

/** All messages that a transaction may hold. */
function messageTypes(): readonly MessageType<unknown>[] {
  return services
    .filter(({ service }) => service.endsWith(".Msg"))
    .flatMap(({ methods }) => methods.map(({ request }) => request));
}

/** Paths of the queries that hold a word, such as `/cosmos.bank.v1beta1.Query/Balance`. */
export function queryNames(word = ""): readonly string[] {
  return holding(
    queryMethods().map(({ path }) => path),
    word,
  );
}

/** Type URLs of the messages that hold a word, such as `/cosmos.bank.v1beta1.MsgSend`. */
export function messageNames(word = ""): readonly string[] {
  return holding(
    messageTypes().map(({ typeUrl }) => typeUrl),
    word,
  );
}

/**
 * The query of a name: its path, or as many parts of it as tell it from all others, `bank/Balance` or `gov/v1/Proposals`.
 *
 * @throws InputError when there is none, or several
 */
export function findQuery(name: string): MethodDescriptor {
  const methods = new Map(queryMethods().map((method) => [method.path, method]));
  return pick(methods, name, { what: "query", list: 'testudo query --list "<word>"' });
}

/**
 * The message of a name: its type URL, or as many parts of it as tell it from all others, `MsgSend` or `gov/v1/MsgVote`.
 *
 * @throws InputError when there is none, or several
 */
export function findMessage(name: string): MessageType<unknown> {
  const known = messageByTypeUrl(name);
  if (known !== undefined && name === known.typeUrl) return known;
  const types = new Map(messageTypes().map((type) => [type.typeUrl, type]));
  return pick(types, name, { what: "message", list: 'testudo tx --list "<word>"' });
}

function pick<T>(
  all: ReadonlyMap<string, T>,
  name: string,
  { what, list }: { readonly what: string; readonly list: string },
): T {
  const exact = all.get(name.startsWith("/") ? name : `/${name}`);
  if (exact !== undefined) return exact;
  const wanted = partsOf(name);
  const found = [...all].filter(([full]) => isPartOf(wanted, partsOf(full)));
  const [first] = found;
  if (first === undefined) throw new InputError(`there is no ${what} "${name}"; see ${list}`);
  if (found.length > 1) {
    const names = found.slice(0, LISTED_MAX).map(([full]) => full);
    throw new InputError(`"${name}" may be any of ${names.join(", ")}: name one of them`);
  }
  return first[1];
}

function holding(names: readonly string[], word: string): readonly string[] {
  return names.filter((name) => name.toLowerCase().includes(word.toLowerCase())).toSorted();
}

function partsOf(name: string): readonly string[] {
  return name
    .toLowerCase()
    .split(/[./]/)
    .filter((part) => part !== "");
}

/** Whether the parts stand in this order in the whole, the last one last. */
function isPartOf(parts: readonly string[], whole: readonly string[]): boolean {
  if (parts.length === 0 || parts.at(-1) !== whole.at(-1)) return false;
  let from = 0;
  for (const part of parts) {
    const place = whole.indexOf(part, from);
    if (place === -1) return false;
    from = place + 1;
  }
  return true;
}
