import { AppError, type ErrorKind, utf8 } from "@testudo/base";
import type { PageRequest, PageResponse } from "@testudo/proto/cosmos/base/query/v1beta1";
import { type Ctx, GrpcCode, type GrpcError, grpcError, paginate } from "@testudo/runtime";
import { IBC_STORE } from "./state.ts";

/** Proof fields of answers: always empty, as proofs come from store queries. */
export const NO_PROOF = new Uint8Array();

/** An `InvalidArgument` status. */
export function invalidArgument(text: string): GrpcError {
  return grpcError(GrpcCode.INVALID_ARGUMENT, text);
}

/** A `NotFound` status with the text of the error that a message would have got. */
export function notFound(kind: ErrorKind, detail: string): GrpcError {
  // Not left to the error, which has no place for a detail that is there but empty.
  return grpcError(GrpcCode.NOT_FOUND, `${detail}: ${kind().message}`);
}

/** Runs the checks of a request's fields; a refusal becomes `InvalidArgument`. */
export function checkArguments(check: () => void): void {
  try {
    check();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    throw invalidArgument(error.message);
  }
}

/** A page over the records below a prefix of the `ibc` store. */
export function pageBelow<T>(
  ctx: Ctx,
  prefix: string | Uint8Array,
  page: PageRequest | undefined,
  read: (key: Uint8Array, value: Uint8Array) => T,
): { readonly items: readonly T[]; readonly pagination: PageResponse } {
  return paginate({ store: ctx.store(IBC_STORE), prefix: bytesOf(prefix), page, read });
}

/**
 * A page over those records that `read` does not pass over. The reference's callbacks ignore whether a hit lies inside
 * the page, so it answers with every hit that the walk met: those before the offset and the one behind the limit too.
 */
export function filteredPageBelow<T>(
  ctx: Ctx,
  prefix: string | Uint8Array,
  page: PageRequest | undefined,
  read: (key: Uint8Array, value: Uint8Array) => T | undefined,
): { readonly items: readonly T[]; readonly pagination: PageResponse } {
  const met: T[] = [];
  const { pagination } = paginate({
    store: ctx.store(IBC_STORE),
    prefix: bytesOf(prefix),
    page,
    filtered: true,
    read(key, value) {
      const item = read(key, value);
      if (item !== undefined) met.push(item);
      return item;
    },
  });
  return { items: met, pagination };
}

function bytesOf(prefix: string | Uint8Array): Uint8Array {
  return typeof prefix === "string" ? utf8(prefix) : prefix;
}
