import { errorAnswer, resultText } from "./dispatcher.ts";
import { eventDataToJson } from "./event-json.ts";
import type { NodeEvent, NodePort, PublishedEvent } from "./node-port.ts";
import { internalError, serverError } from "./rpc-error.ts";

/** CometBFT's `max_subscriptions_per_client`. */
const SUBSCRIPTIONS_MAX = 5;
/** Longest query, in bytes. */
const QUERY_LENGTH_MAX = 512;
/** Events that may wait for a slow reader (CometBFT's `experimental_subscription_buffer_size`). */
const BUFFER_EVENTS = 200;
/** The same in characters of JSON: 200 large blocks would be too much. */
const BUFFER_LENGTH = 16 * 1024 * 1024;

/** The subscriptions of one client. */
export interface Subscriptions {
  /** Events follow under `id`. @throws RpcError */
  subscribe(id: string, params: unknown): void;
  /** @throws RpcError */
  unsubscribe(params: unknown): void;
  /** @throws RpcError */
  unsubscribeAll(): void;
  size(): number;
  /** The client is gone. */
  end(): void;
}

export interface SubscriptionNeeds {
  readonly node: Pick<NodePort, "subscribe" | "queryText">;
  readonly texts: EventTexts;
  /** Resolves when the message has left. */
  readonly send: (text: string) => Promise<void>;
  /** Whether a client without subscriptions may have its first. */
  readonly mayBegin: () => boolean;
  readonly subscribersMax: number;
}

/** The parts of an event's answer that are the same for all who get it, made once. */
export interface EventTexts {
  of(published: PublishedEvent): { readonly data: string; readonly events: string };
}

export function createEventTexts(): EventTexts {
  const made = new WeakMap<NodeEvent, { readonly data: string; readonly events: string }>();
  return {
    of({ event, attributes }) {
      const before = made.get(event);
      if (before !== undefined) return before;
      const names = [...attributes].map(
        ([key, values]) =>
          [key.toWellFormed(), values.map((value) => value.toWellFormed())] as const,
      );
      // Go writes the keys of a map in ascending order.
      names.sort(([a], [b]) => (a < b ? -1 : 1));
      const texts = {
        data: resultText(eventDataToJson(event)),
        events: resultText(Object.fromEntries(names)),
      };
      made.set(event, texts);
      return texts;
    },
  };
}

export function createSubscriptions(needs: SubscriptionNeeds): Subscriptions {
  const { node, texts, send } = needs;
  const running = new Map<string, { cancel(): void }>();

  const nameOf = (query: string): string => {
    try {
      return node.queryText(query);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw internalError(`failed to parse query: ${reason}`);
    }
  };

  const cancel = (name: string) => {
    running.get(name)?.cancel();
    running.delete(name);
  };

  return {
    subscribe(id, params) {
      const query = queryParam(params);
      if (running.size === 0 && !needs.mayBegin()) {
        throw internalError(`max_subscription_clients ${needs.subscribersMax} reached`);
      }
      if (running.size >= SUBSCRIPTIONS_MAX) {
        throw internalError(`max_subscriptions_per_client ${SUBSCRIPTIONS_MAX} reached`);
      }
      if (query.length > QUERY_LENGTH_MAX) throw internalError("maximum query length exceeded");
      const name = nameOf(query);
      if (running.has(name)) throw internalError("already subscribed");

      const queryText = resultText(query);
      let [events, length] = [0, 0];
      const onEvent = (published: PublishedEvent) => {
        if (events >= BUFFER_EVENTS || length >= BUFFER_LENGTH) {
          cancel(name);
          const reason = serverError(
            "subscription was canceled (reason: internal subscription event buffer is out of capacity)",
          );
          void send(errorAnswer(id, reason).body);
          return;
        }
        const { data, events: attributes } = texts.of(published);
        const text = `{"jsonrpc":"2.0","id":${id},"result":{"query":${queryText},"data":${data},"events":${attributes}}}`;
        events += 1;
        length += text.length;
        void send(text).then(() => {
          events -= 1;
          length -= text.length;
        });
      };
      running.set(name, node.subscribe({ query, onEvent }));
    },

    unsubscribe(params) {
      const name = nameOf(queryParam(params));
      if (!running.has(name)) throw internalError("subscription not found");
      cancel(name);
    },

    unsubscribeAll() {
      if (running.size === 0) throw internalError("subscription not found");
      for (const name of [...running.keys()]) cancel(name);
    },

    size: () => running.size,

    end() {
      for (const name of [...running.keys()]) cancel(name);
    },
  };
}

function queryParam(params: unknown): string {
  const value = Array.isArray(params)
    ? params[0]
    : typeof params === "object" && params !== null && "query" in params
      ? params.query
      : undefined;
  if (value === undefined) return "";
  if (typeof value !== "string") {
    throw internalError("error converting json params to arguments: query must be a string");
  }
  return value;
}
