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
  const drawn = randomMessage(draw, method.request) as Request;
  const request = random.chance(0.8) ? fitting(draw, path, drawn) : drawn;
  const data = method.request.encode({ ...request, pagination: randomPage(draw, request) });
  return {
    path,
    data: random.chance(0.02) ? random.bytes(random.between(1, 6)) : data,
    height,
    prove: random.chance(0.02),
  };
}

type Request = { readonly pagination?: PageRequest } & Readonly<Record<string, unknown>>;

/** Fields that only together, or only with values of this chain, name something that is there. */
function fitting({ random, world }: Draw, path: string, drawn: Request): Request {
  const has = (name: string) => name in drawn;
  const end = world.channelEnds.length === 0 ? undefined : random.pick(world.channelEnds);
  const vouchers = world.denoms.filter((denom) => denom.startsWith("ibc/"));
  const known: Record<string, unknown> = {};
  if (has("channelId") && end !== undefined) {
    known.channelId = end.channelId;
    if (has("portId")) known.portId = end.portId;
  }
  if (has("sequence")) known.sequence = BigInt(random.between(1, 5));
  for (const name of ["packetCommitmentSequences", "packetAckSequences"]) {
    if (has(name)) known[name] = random.some([1n, 2n, 3n, 4n, 50n], 0.5);
  }
  if (has("hash") && path.includes("transfer") && vouchers.length > 0) {
    known.hash = random.pick(vouchers).slice(random.pick([0, 4]));
  }
  if (path.endsWith("DenomHash") && end !== undefined) {
    known.trace = `${end.portId}/${end.channelId}/${random.pick(["stake", "ucon"])}`;
  }
  if (path.endsWith("ModuleAccountByName") || path.endsWith("ModuleVersions")) {
    const name = random.pick([...MODULE_NAMES, "nobody"]);
    Object.assign(known, { name, moduleName: name });
  }
  if (path.includes("DenomMetadata")) known.denom = random.pick(["zinc", "kzinc", "stake"]);
  if (path.endsWith("AccountAddressByID")) known.accountId = BigInt(random.below(20));
  if (has("revisionHeight") || has("latestHeight")) {
    known.revisionNumber = 1n;
    known.latestHeight = random.chance(0.7);
  }
  return { ...drawn, ...known };
}

const MODULE_NAMES = [
  "gov",
  "distribution",
  "mint",
  "bonded_tokens_pool",
  "not_bonded_tokens_pool",
  "transfer",
  "fee_collector",
  "consumer_rewards_pool",
  "cons_redistribute",
  "bank",
  "staking",
  "ibc",
];

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
