import { type AppError, sdkErrors } from "@testudo/base";
import type { CommitMultiStore, StoreReader } from "@testudo/store";
import type { Ctx } from "../ctx.ts";
import type { QueryRouter } from "../routing/query-router.ts";

export interface GrpcQueriesOptions {
  /** Name of the application, for the error before its first block. */
  readonly name: string;
  readonly store: CommitMultiStore;
  readonly router: QueryRouter;
  /** A context over a committed version; writes to it are dropped. */
  queryCtx(state: StoreReader, height: bigint): Ctx;
}

/** A call of a gRPC method. */
export interface GrpcRequest {
  /** `/package.Service/Method` */
  readonly path: string;
  readonly data: Uint8Array;
  /** 0 for the last committed one. */
  readonly height: bigint;
}

/** What a gRPC method answers, and the height whose state it read: none when there is no such state. */
export type GrpcAnswer =
  | { readonly ok: true; readonly value: Uint8Array; readonly height: bigint }
  | { readonly ok: false; readonly error: unknown; readonly height: bigint | undefined };

/** Runs the queries of all modules on committed states. */
export interface GrpcQueries {
  has(path: string): boolean;
  /** Never throws: the error in the answer is the handler's own, not yet translated for any protocol. */
  run(request: GrpcRequest & { readonly prove?: boolean }): GrpcAnswer;
}

export function createGrpcQueries(options: GrpcQueriesOptions): GrpcQueries {
  const { name, store, router, queryCtx } = options;

  /** The rules for the height of a query that runs code. */
  function stateAt(height: bigint, prove: boolean): StoreReader {
    if (height < 0n) {
      throw sdkErrors.invalidRequest("cannot query with height < 0; please provide a valid height");
    }
    if (store.version === 0n) {
      throw sdkErrors.invalidHeight(`${name} is not ready; please wait for first block`);
    }
    if (height > store.version) {
      throw sdkErrors.invalidHeight(
        "cannot query with height in the future; please provide a valid height",
      );
    }
    if (height <= 1n && prove) throw proofTooEarly();
    try {
      return store.at(height);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw sdkErrors.invalidRequest(
        `failed to load state at height ${height}; ${reason} (latest height: ${store.version})`,
        error,
      );
    }
  }

  return {
    has: (path) => router.has(path),
    run({ path, data, height: wanted, prove = false }) {
      const height = wanted === 0n ? store.version : wanted;
      let ctx: Ctx;
      try {
        ctx = queryCtx(stateAt(height, prove), height);
      } catch (error) {
        return { ok: false, error, height: undefined };
      }
      try {
        const value = router.handle(ctx, path, data);
        if (value !== undefined) return { ok: true, value, height };
        return { ok: false, error: sdkErrors.unknownRequest("unknown query path"), height };
      } catch (error) {
        return { ok: false, error, height };
      }
    },
  };
}

/** State of height 1 has no header yet that a proof could be held against. */
export function proofTooEarly(): AppError {
  return sdkErrors.invalidRequest(
    "cannot query with proof when height <= 1; please provide a valid height",
  );
}
