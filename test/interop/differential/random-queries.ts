import { utf8 } from "@testudo/base";
import { methodByPath } from "@testudo/proto";
import type { PageRequest, PageResponse } from "@testudo/proto/cosmos/base/query/v1beta1";
import type { RequestQuery } from "@testudo/proto/tendermint/abci";
import type { Random } from "./random.ts";
import { randomMessage } from "./random-messages.ts";
import type { Draw } from "./random-values.ts";

/** Answers that name the build or the node are no protocol; that of Subspaces is in the order of a Go map. */
const NO_PROTOCOL = /tendermint\.v1beta1|base\.node|reflection|autocli|params\.v1beta1.*Subspaces/;

/** A gRPC method over ABCI with a random request, or a raw read of a store. */
export function randomQuery(
  draw: Draw,
  paths: readonly string[],
  stores: readonly string[],
): RequestQuery {
  const { random, world } = draw;
  const height = random.weighted([
    [8, 0n],
    [1, world.height],
    [0.5, world.height - BigInt(random.below(5))],
    [0.1, 1n],
    [0.1, world.height + 1n],
    [0.05, -1n],
  ]);
  if (random.chance(0.05)) {
    const name = random.pick([...stores, "nowhere"]);
    const part = random.pick(["key", "key", "key", "subspace", "other", ""]);
    return {
      path: `/store/${name}/${part}`,
      data: random.chance(0.1)
        ? new Uint8Array()
        : random.pick([Uint8Array.of(random.below(0x60)), utf8("nextClientSequence")]),
      height,
      prove: part === "key" && random.chance(0.5),
    };
  }
  const path = random.pick(paths.filter((one) => !NO_PROTOCOL.test(one)));
  const method = methodByPath(path);
  if (method === undefined) throw new RangeError(`no method ${path}`);
  const request = randomMessage(draw, method.request) as { pagination?: PageRequest };
  const data = method.request.encode({ ...request, pagination: randomPage(draw, request) });
  return {
    path,
    data: random.chance(0.02) ? random.bytes(random.between(1, 6)) : data,
    height,
    prove: random.chance(0.02),
  };
}

/** Pages as clients ask for them, with a key or an offset but seldom both. */
function randomPage(
  { random }: Draw,
  { pagination }: { readonly pagination?: PageRequest },
): PageRequest | undefined {
  if (pagination === undefined || random.chance(0.02)) return pagination;
  const usual = random.pick([0n, 1n, 2n, 3n, 100n]);
  return {
    ...pagination,
    key: random.chance(0.2) ? random.bytes(random.between(1, 3)) : new Uint8Array(),
    offset: random.chance(0.2) ? random.pick([1n, 2n, 5n, 1000n]) : 0n,
    limit: usual,
  };
}

/** The same question for the next page, forwards or backwards; undefined where there is none. */
export function nextPage(
  random: Random,
  asked: RequestQuery,
  answer: Uint8Array,
): RequestQuery | undefined {
  const method = methodByPath(asked.path);
  if (method === undefined) return undefined;
  const { pagination } = method.response.decode(answer) as { pagination?: PageResponse };
  if (pagination === undefined || pagination.nextKey.length === 0) return undefined;
  const request = method.request.decode(asked.data) as { pagination?: PageRequest };
  const page = { key: pagination.nextKey, offset: 0n, limit: BigInt(random.below(3)) };
  return {
    ...asked,
    data: method.request.encode({
      ...request,
      pagination: { ...page, countTotal: random.chance(0.2), reverse: random.chance(0.4) },
    }),
  };
}
