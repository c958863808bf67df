import type { Bytes } from "@testudo/base";

/** A call of a gRPC method. */
export interface QueryRequest {
  /** `/package.Service/Method` */
  readonly path: string;
  readonly data: Bytes;
  /** 0 for the last committed one. */
  readonly height: bigint;
}

/** The answer of a method and the height whose state it read: none when there is no such state. */
export type QueryAnswer =
  | { readonly ok: true; readonly value: Bytes; readonly height: bigint }
  | { readonly ok: false; readonly error: unknown; readonly height: bigint | undefined };

/**
 * What answers the methods of gRPC and REST: the application with the queries of its node. Errors come as they were
 * thrown, since ABCI's translation of them cannot be undone without loss.
 */
export interface QueryPort {
  /** `/package.Service/Method` of every method that there is. */
  readonly methods: readonly string[];
  query(request: QueryRequest): QueryAnswer | Promise<QueryAnswer>;
}
