import { assert, sdkErrors } from "@testudo/base";
import type { Any } from "@testudo/proto/google/protobuf";
import type { Ctx } from "../ctx.ts";
import type { Event } from "../events.ts";
import type { AppModule, MessageRoute } from "../module.ts";

/** What a message gave: its response and the events of its handler, in emission order. */
export interface MessageResult {
  readonly response: Any;
  readonly events: readonly Event[];
}

/** Runs messages by type URL. Modules that run other people's messages (gov, authz) get it through their needs. */
export interface MessageRouter {
  has(typeUrl: string): boolean;
  route(typeUrl: string): MessageRoute | undefined;
  readonly typeUrls: readonly string[];
  /**
   * Decodes, checks and runs a message. Its events are returned and not emitted: the caller decides whether they count.
   * State and gas are those of `ctx`.
   *
   * @throws sdk/6 without a handler, sdk/2 on bytes that are no such message, and whatever the message throws
   */
  handle(ctx: Ctx, message: Any): MessageResult;
  /** Like `handle` for a message that is decoded already. */
  run(ctx: Ctx, route: MessageRoute, message: unknown): MessageResult;
}

/** A router over the messages of all modules. Two handlers for one type are a programming error. */
export function createMessageRouter(modules: readonly AppModule[]): MessageRouter {
  const routes = new Map<string, MessageRoute>();
  for (const { name, messages = [] } of modules) {
    for (const route of messages) {
      assert(!routes.has(route.typeUrl), `${name}: ${route.typeUrl} already has a handler`);
      routes.set(route.typeUrl, route);
    }
  }

  function run(ctx: Ctx, route: MessageRoute, message: unknown): MessageResult {
    const eventLog: Event[] = [];
    route.validateBasic?.(message);
    const response = route.handle(ctx.with({ eventLog }), message);
    return {
      response: { typeUrl: route.response.typeUrl, value: route.response.encode(response) },
      events: eventLog,
    };
  }

  return {
    has: (typeUrl) => routes.has(typeUrl),
    route: (typeUrl) => routes.get(typeUrl),
    typeUrls: [...routes.keys()].sort(),
    run,
    handle(ctx, message) {
      const found = routes.get(message.typeUrl);
      if (found === undefined) throw noHandler(message.typeUrl);
      return run(ctx, found, decodeMessage(found, message.value));
    },
  };
}

/** The refusal of a message that nobody handles: sdk/6. */
export function noHandler(typeUrl: string) {
  return sdkErrors.unknownRequest(`no message handler found for ${typeUrl}`);
}

function decodeMessage(route: MessageRoute, bytes: Uint8Array): unknown {
  try {
    return route.request.decode(bytes);
  } catch (error) {
    throw sdkErrors.txDecode(error instanceof Error ? error.message : String(error));
  }
}
