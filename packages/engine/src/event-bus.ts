import type {
  EngineEvent,
  PublishedEvent,
  SubscribeOptions,
  Subscription,
} from "./engine-types.ts";
import { queryMatches } from "./event-match.ts";
import { type EventQuery, parseEventQuery } from "./event-query.ts";

export interface EventBus {
  /** @throws EventQueryError for a malformed query */
  subscribe(options: SubscribeOptions): Subscription;
  /** Events and attributes of a block are many: they are made only when somebody listens. */
  readonly hasSubscribers: boolean;
  publish(event: EngineEvent, attributes: ReadonlyMap<string, readonly string[]>): void;
}

interface Subscriber {
  readonly query: EventQuery;
  readonly onEvent: (published: PublishedEvent) => void;
}

/**
 * Hands each event to the subscribers whose query it meets, in the order of publishing. Subscribers are called
 * synchronously and must only queue; whoever serves a slow reader owns the buffer and its limit.
 */
export function createEventBus(onSubscriberError: (error: unknown) => void): EventBus {
  const subscribers = new Set<Subscriber>();
  return {
    subscribe({ query, onEvent }) {
      const subscriber = { query: parseEventQuery(query), onEvent };
      subscribers.add(subscriber);
      return { query, cancel: () => subscribers.delete(subscriber) };
    },
    get hasSubscribers() {
      return subscribers.size > 0;
    },
    publish(event, attributes) {
      const published = { event, attributes };
      for (const subscriber of [...subscribers]) {
        if (!queryMatches(subscriber.query, attributes)) continue;
        try {
          subscriber.onEvent(published);
        } catch (error) {
          // A reader's fault must not reach the block in progress.
          onSubscriberError(error);
        }
      }
    },
  };
}

interface AbciEvent {
  readonly type: string;
  readonly attributes: readonly { readonly key: string; readonly value: string }[];
}

/** The `type.key` → values map of CometBFT's pubsub: all values in emission order, plus `tm.event`. */
export function eventAttributes(
  kind: EngineEvent["type"],
  events: readonly AbciEvent[],
  extra: Readonly<Record<string, string>> = {},
): ReadonlyMap<string, readonly string[]> {
  const attributes = new Map<string, string[]>();
  const add = (key: string, value: string) => {
    const values = attributes.get(key);
    if (values === undefined) attributes.set(key, [value]);
    else values.push(value);
  };
  for (const event of events) {
    if (event.type === "") continue;
    for (const { key, value } of event.attributes) {
      if (key !== "") add(`${event.type}.${key}`, value.toWellFormed());
    }
  }
  add("tm.event", kind);
  for (const [key, value] of Object.entries(extra)) add(key, value);
  return attributes;
}
