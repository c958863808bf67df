import { utf8 } from "@testudo/base";
import { methodByPath } from "@testudo/proto";
import type { RequestQuery } from "@testudo/proto/tendermint/abci";
import { randomMessage } from "./random-messages.ts";
import type { Draw } from "./random-values.ts";

/** Answers that name the build or the node are no protocol. */
const NO_PROTOCOL = /tendermint\.v1beta1|base\.node|reflection|autocli/;

/** A gRPC method over ABCI with a random request, or a raw read of a store. */
export function randomQuery(draw: Draw, paths: readonly string[], stores: readonly string[]): RequestQuery {
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
      data: random.chance(0.1) ? new Uint8Array() : random.pick([Uint8Array.of(random.below(0x60)), utf8("nextClientSequence")]),
      height,
      prove: part === "key" && random.chance(0.5),
    };
  }
  const path = random.pick(paths.filter((one) => !NO_PROTOCOL.test(one)));
  const method = methodByPath(path);
  if (method === undefined) throw new RangeError(`no method ${path}`);
  const request = randomMessage(draw, method.request);
  const data = method.request.encode(request);
  return {
    path,
    data: random.chance(0.02) ? random.bytes(random.between(1, 6)) : data,
    height,
    prove: random.chance(0.02),
  };
}
