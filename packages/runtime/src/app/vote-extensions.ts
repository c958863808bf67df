import { fromBase64, fromUtf8, toBase64, utf8 } from "@testudo/base";
import type { RequestExtendVote, RequestVerifyVoteExtension } from "@testudo/proto/tendermint/abci";

/** What an application puts into vote extensions where the chain enables them. */
export interface VoteExtensions {
  /** The extension of this node's vote. Need not be deterministic. */
  extend(request: RequestExtendVote): Uint8Array;
  /** Whether another validator's extension is acceptable. Must be deterministic. */
  verify(request: RequestVerifyVoteExtension): boolean;
}

/** Bytes of random data in an extension. */
const DATA_LENGTH = 1024;

/**
 * The example extensions that both Go applications install: block hash, height and 1024 random bytes, as JSON.
 *
 * @param random the source of the random bytes; the caller's, since nothing here may draw any
 */
export function createExampleVoteExtensions(
  random: (length: number) => Uint8Array,
): VoteExtensions {
  return {
    extend({ hash, height }) {
      const fields = `"Hash":"${toBase64(hash)}","Height":${height},"Data":"${toBase64(random(DATA_LENGTH))}"`;
      return utf8(`{${fields}}`);
    },
    verify({ hash, height, voteExtension }) {
      const extension = parse(voteExtension);
      return (
        extension !== undefined &&
        extension.height === Number(height) &&
        extension.hash === toBase64(hash) &&
        extension.dataLength === DATA_LENGTH
      );
    },
  };
}

function parse(
  bytes: Uint8Array,
): { hash: unknown; height: unknown; dataLength: number } | undefined {
  try {
    const json: unknown = JSON.parse(fromUtf8(bytes));
    if (typeof json !== "object" || json === null) return undefined;
    const fields = new Map<string, unknown>(Object.entries(json));
    const data = fields.get("Data");
    return {
      hash: fields.get("Hash"),
      height: fields.get("Height"),
      dataLength: typeof data === "string" ? fromBase64(data).length : 0,
    };
  } catch {
    return undefined;
  }
}
