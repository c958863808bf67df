import { AppError, assert, plainError } from "@testudo/base";
import type { Ctx } from "../ctx.ts";
import type { AppModule, QueryRoute } from "../module.ts";

/** Answers gRPC methods by path. */
export interface QueryRouter {
  has(path: string): boolean;
  readonly paths: readonly string[];
  /**
   * Decodes the request, runs the handler and encodes its answer.
   *
   * @returns undefined for an unknown path
   * @throws AppError of the handler, or undefined/1 on bytes that are no such request
   */
  handle(ctx: Ctx, path: string, request: Uint8Array): Uint8Array | undefined;
}

/** A router over the queries of all modules. Two handlers for one path are a programming error. */
export function createQueryRouter(modules: readonly AppModule[]): QueryRouter {
  const routes = new Map<string, QueryRoute>();
  for (const { name, queries = [] } of modules) {
    for (const route of queries) {
      assert(!routes.has(route.path), `${name}: ${route.path} already has a handler`);
      routes.set(route.path, route);
    }
  }

  return {
    has: (path) => routes.has(path),
    paths: [...routes.keys()].sort(),
    handle(ctx, path, request) {
      const route = routes.get(path);
      if (route === undefined) return undefined;
      return route.response.encode(route.handle(ctx, decodeRequest(route, request)));
    },
  };
}

function decodeRequest(route: QueryRoute, bytes: Uint8Array): unknown {
  try {
    return route.request.decode(bytes);
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw plainError(error instanceof Error ? error.message : String(error), error);
  }
}
