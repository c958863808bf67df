import { Request, Response } from "@testudo/proto/tendermint/abci";
import { AbciConnectionError, type AbciMethod, type AbciMethods } from "./application.ts";

/** One question on the wire. */
export type WireRequest =
  | { readonly kind: "echo"; readonly message: string }
  | { readonly kind: "flush" }
  | { readonly kind: "call"; readonly method: AbciMethod; readonly request: unknown };

const METHODS: readonly AbciMethod[] = [
  "info",
  "initChain",
  "query",
  "checkTx",
  "prepareProposal",
  "processProposal",
  "extendVote",
  "verifyVoteExtension",
  "finalizeBlock",
  "commit",
  "listSnapshots",
  "offerSnapshot",
  "loadSnapshotChunk",
  "applySnapshotChunk",
];

/** @throws AbciConnectionError on bytes that are no request of this version */
export function decodeRequest(bytes: Uint8Array): WireRequest {
  const request = decodeWith(Request.decode, bytes, "request");
  if (request.echo !== undefined) return { kind: "echo", message: request.echo.message };
  if (request.flush !== undefined) return { kind: "flush" };
  for (const method of METHODS) {
    const value = request[method];
    if (value !== undefined) return { kind: "call", method, request: value };
  }
  throw new AbciConnectionError("request of an unknown kind");
}

export function encodeCall<M extends AbciMethod>(
  method: M,
  request: AbciMethods[M][0],
): Uint8Array {
  return Request.encode({ [method]: request });
}

export function encodeResult<M extends AbciMethod>(
  method: M,
  response: AbciMethods[M][1],
): Uint8Array {
  return Response.encode({ [method]: response });
}

/** @throws AbciConnectionError on bytes that are no response */
export function decodeResponse(bytes: Uint8Array): Response {
  return decodeWith(Response.decode, bytes, "response");
}

function decodeWith<T>(decode: (bytes: Uint8Array) => T, bytes: Uint8Array, what: string): T {
  try {
    return decode(bytes);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new AbciConnectionError(`malformed ${what}: ${reason}`);
  }
}
