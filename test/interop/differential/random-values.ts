import { type AddressCodec, DAY, type Time, toBase64, valAddress } from "@testudo/base";
import { sha256 } from "@testudo/crypto";
import { type FieldDescriptor, toDuration, toTimestamp } from "@testudo/proto";
import type { TestAccount } from "@testudo/testkit/test-account";
import type { Random } from "./random.ts";

/** What values are drawn from: names of things that exist on the chain, and of a few that do not. */
export interface World {
  readonly addresses: AddressCodec;
  readonly now: Time;
  readonly height: bigint;
  readonly chainId: string;
  readonly accounts: readonly TestAccount[];
  /** Accounts that run validators, or ran them. */
  readonly validators: readonly TestAccount[];
  /** Of consensus keys, in use or not. */
  readonly consPubKeys: readonly Uint8Array[];
  readonly moduleAccounts: readonly string[];
  /** The account that may change parameters. */
  readonly authority: string;
  readonly denoms: readonly string[];
  readonly proposals: number;
  readonly consumers: number;
  readonly clients: readonly string[];
  readonly connections: readonly string[];
  readonly channels: readonly string[];
  /** Channels of this chain with their ports. */
  readonly channelEnds: readonly { readonly portId: string; readonly channelId: string }[];
  readonly ports: readonly string[];
  /** Type URLs of messages with a handler. */
  readonly messages: readonly string[];
  /** Who pays whose fees. */
  readonly feeGrants: readonly { readonly granter: string; readonly grantee: string }[];
  /** Heights at which something began to unbond. */
  readonly unbondingHeights: readonly bigint[];
}

export interface Draw {
  readonly random: Random;
  readonly world: World;
  /** Share of values that make no sense. */
  readonly chaos: number;
  /** The account in whose name a message speaks. */
  readonly signer: string;
}

/** A text for a field, sensible by what the field is called. */
export function randomText(draw: Draw, owner: string, field: FieldDescriptor): string {
  const { random, chaos } = draw;
  if (field.custom === "int") return randomAmount(draw);
  if (field.custom === "dec") return randomDecimal(draw);
  if (random.chance(chaos)) return nonsense(draw);
  const name = `${owner}.${field.name}`;
  for (const [pattern, make] of TEXTS) {
    if (pattern.test(name)) return make(draw);
  }
  return random.pick(["", "text", "some words", "x".repeat(random.below(40))]);
}

/** A number for a field of 64 bits. */
export function randomInteger(draw: Draw, owner: string, field: FieldDescriptor): bigint {
  const { random, world, chaos } = draw;
  const signed = field.kind.startsWith("int") || field.kind.startsWith("sint");
  if (random.chance(chaos)) {
    return random.pick(
      signed
        ? [0n, 1n, -1n, -(2n ** 63n), 2n ** 63n - 1n, 2n ** 31n]
        : [0n, 1n, 2n ** 64n - 1n, 2n ** 63n, 2n ** 32n],
    );
  }
  const name = `${owner}.${field.name}`;
  if (/proposal_id|^.*MsgVote.*\.proposal/.test(name))
    return BigInt(random.between(1, world.proposals + 1));
  if (/creation_height/.test(name)) {
    return random.pick([...world.unbondingHeights, world.height, 1n]);
  }
  if (/(timeout_timestamp)/.test(name)) {
    return world.now + random.pick([0n, -1n, 1n, 3600n, 100_000n]) * 1_000_000_000n;
  }
  if (/end_time|start_time/.test(name)) {
    return world.now / 1_000_000_000n + random.pick([-100n, 0n, 100n, 1_000_000n]);
  }
  if (/revision_number/.test(name)) return random.pick([0n, 1n]);
  if (/height/.test(name)) return random.pick([0n, 1n, world.height, world.height + 10n]);
  if (/max_gas/.test(name)) return random.pick([-1n, 100_000_000n, 50_000_000n]);
  if (/max_bytes/.test(name)) return random.pick([1_048_576n, 22_020_096n, -1n]);
  if (/length/.test(name)) return random.pick([1n, 10n, 100_000n, 0n]);
  return random.pick([0n, 1n, 2n, 5n, 10n, 100n, 1000n, 1_000_000n]);
}

/** A number for a field of 32 bits. */
export function randomSmallInteger(draw: Draw, owner: string, field: FieldDescriptor): number {
  const { random, chaos } = draw;
  if (random.chance(chaos)) {
    return field.kind.startsWith("u")
      ? random.pick([0, 1, 2 ** 32 - 1, 2 ** 31])
      : random.pick([0, 1, -1, 2 ** 31 - 1, -(2 ** 31)]);
  }
  if (/top_N|topN|top_n/.test(field.name)) return random.pick([0, 0, 0, 50, 51, 80, 100, 49]);
  if (/power_cap/.test(field.name)) return random.pick([0, 30, 50, 100]);
  if (/max_validators/.test(`${owner}.${field.name}`)) return random.pick([2, 3, 5, 100]);
  if (/max_entries/.test(field.name)) return random.pick([1, 3, 7]);
  if (/historical_entries/.test(field.name)) return random.pick([0, 5, 10_000]);
  return random.pick([0, 1, 2, 3, 7, 10, 100]);
}

/** Bytes for a field. */
export function randomBytes(draw: Draw, owner: string, field: FieldDescriptor): Uint8Array {
  const { random, world, chaos } = draw;
  if (random.chance(chaos)) return random.bytes(random.pick([0, 1, 20, 32, 33, 64, 300]));
  const name = `${owner}.${field.name}`;
  if (field.custom === "dec") return new TextEncoder().encode(randomDecimal(draw));
  if (/PubKey\.key$/.test(name)) return random.pick(world.consPubKeys);
  if (/key_prefix/.test(name)) return new TextEncoder().encode("ibc");
  if (/hash/.test(name)) return random.pick([random.bytes(32), new Uint8Array()]);
  if (/address/.test(name)) return random.pick(world.accounts).address;
  return random.bytes(random.pick([0, 8, 32, 40]));
}

/** A time near the chain's. */
export function randomTime({ random, world, chaos }: Draw) {
  if (random.chance(chaos)) {
    return random.pick([
      { seconds: -62_135_596_800n, nanos: 0 },
      { seconds: 0n, nanos: 0 },
      { seconds: 253_402_300_799n, nanos: 999_999_999 },
      { seconds: 253_402_300_800n, nanos: 0 },
      { seconds: -62_135_596_801n, nanos: 0 },
      { seconds: 10n, nanos: 1_000_000_000 },
      { seconds: 10n, nanos: -1 },
    ]);
  }
  const offsets = [-DAY, -1n, 0n, 1_000_000_000n, 5_000_000_000n, 60_000_000_000n, DAY, 30n * DAY];
  return toTimestamp(world.now + random.pick(offsets));
}

/** A period of a few blocks to a few weeks. */
export function randomDuration({ random, chaos }: Draw) {
  if (random.chance(chaos)) {
    return random.pick([
      { seconds: 0n, nanos: 0 },
      { seconds: -1n, nanos: 0 },
      { seconds: 1n, nanos: -5 },
      { seconds: 9_223_372_036n, nanos: 854_775_807 },
      { seconds: 9_223_372_037n, nanos: 0 },
      { seconds: 315_576_000_001n, nanos: 0 },
      { seconds: 0n, nanos: 1_000_000_000 },
    ]);
  }
  const seconds = [1n, 5n, 10n, 60n, 600n, 3600n];
  return toDuration(
    random.chance(0.3)
      ? random.pick([1n, 2n, 14n, 20n, 21n]) * DAY
      : random.pick(seconds) * 1_000_000_000n,
  );
}

/** A whole amount as messages write it. */
export function randomAmount({ random, chaos }: Draw): string {
  if (random.chance(chaos)) {
    return random.pick([
      "",
      "0",
      "-1",
      "1.5",
      "abc",
      "+5",
      " 7",
      "0x10",
      "007",
      "1_000",
      String(2n ** 255n),
      String(2n ** 256n),
      "9".repeat(80),
    ]);
  }
  const digits = random.between(1, 9);
  return String(random.bigBetween(1n, 10n ** BigInt(digits)));
}

/** The scaled integer of a decimal. */
function randomDecimal({ random, chaos }: Draw): string {
  if (random.chance(chaos)) {
    return random.pick([
      "",
      "0",
      "-1",
      "-50000000000000000",
      "abc",
      "0.5",
      "2000000000000000000",
      "9".repeat(95),
      "1".repeat(100),
    ]);
  }
  const hundredth = 10_000_000_000_000_000n;
  return String(random.pick([0n, 1n, 5n, 10n, 20n, 33n, 50n, 67n, 100n]) * hundredth);
}

const PLAIN_DECIMALS = ["0.334", "0.5", "0.667", "0.010000000000000000", "0", "1", "0.9"];

type TextMaker = (draw: Draw) => string;

const account: TextMaker = ({ random, world, signer }) =>
  random.weighted<() => string>([
    [6, () => world.addresses.acc.toText(random.pick(world.accounts).address)],
    [2, () => signer],
    [0.5, () => random.pick(world.moduleAccounts)],
    [0.3, () => world.addresses.acc.toText(random.bytes(20) as never)],
    [0.1, () => world.addresses.acc.toText(random.bytes(32) as never)],
  ])();
const operator: TextMaker = ({ random, world }) =>
  world.addresses.val.toText(valAddress(random.pick(world.validators).address));
const consensus: TextMaker = ({ random, world }) =>
  world.addresses.cons.toText(sha256(random.pick(world.consPubKeys)).slice(0, 20) as never);

/** Texts by `package.Message.field`, the first that fits. */
const TEXTS: readonly (readonly [RegExp, TextMaker])[] = [
  // Another bond denom halts a chain sooner or later.
  [
    /(bond|mint)_denom$/,
    ({ random }) =>
      random.weighted([
        [30, "stake"],
        [1, "atom"],
      ]),
  ],
  [/\.authority$/, ({ world }) => world.authority],
  [/cons_address|ProviderAddr|provider_address|consumer_address|(Cons|cons)Address/, consensus],
  [/(allow|deny|priority)_?list$/, consensus],
  [/validator_(src_|dst_)?addr(ess)?$|provider_addr$|ValidatorAddress|operator/, operator],
  [
    /consumer_key$/,
    ({ random, world }) =>
      `{"@type":"/cosmos.crypto.ed25519.PubKey","key":"${toBase64(random.pick(world.consPubKeys))}"}`,
  ],
  [/MsgTransfer\.receiver/, account],
  [
    /(_|\.)(address|sender|receiver|recipient|delegator|granter|grantee|depositor|voter|proposer|submitter|owner|signer|payer|from|to)(_addr(ess)?)?(_string)?$/,
    account,
  ],
  [
    /\.(min|max|allowed|denoms_to_(add|remove))?_?denoms?(_to_add|_to_remove)?$|fee_denom|reward_denoms/,
    ({ random, world }) => random.pick(world.denoms),
  ],
  [/consumer_id/, ({ random, world }) => String(random.below(world.consumers + 1))],
  [/chain_id/, ({ random, world }) => random.pick(["consumer-1", "other-2", world.chainId, ""])],
  [/client_id/, ({ random, world }) => random.pick([...world.clients, "07-tendermint-99"])],
  [/connection/, ({ random, world }) => random.pick([...world.connections, "connection-9"])],
  [/channel/, ({ random, world }) => random.pick([...world.channels, "channel-9"])],
  [/port/, ({ random, world }) => random.pick([...world.ports, "nowhere"])],
  [/quorum|threshold|ratio|weight/, ({ random }) => random.pick(PLAIN_DECIMALS)],
  [/type_url|allowed_messages/, ({ random, world }) => random.pick(world.messages)],
  [
    /status$/,
    ({ random }) =>
      random.pick(["", "BOND_STATUS_BONDED", "BOND_STATUS_UNBONDED", "BOND_STATUS_UNBONDING"]),
  ],
  [/params_type/, ({ random }) => random.pick(["voting", "tallying", "deposit", ""])],
  [/subspace/, ({ random }) => random.pick(["staking", "gov", "bank"])],
  [/pub_key_types/, () => "ed25519"],
  [/identifier/, () => "1"],
  [/features/, ({ random }) => random.pick(["ORDER_ORDERED", "ORDER_UNORDERED"])],
  [
    /metadata/,
    ({ random }) =>
      random.pick(["", "ipfs://x", '{"title":"a title"}', "m".repeat(255), "m".repeat(256)]),
  ],
  [/amount$/, (draw) => randomAmount(draw)],
  [
    /invariant_module_name/,
    ({ random }) => random.pick(["bank", "staking", "gov", "distribution", "crisis", "provider"]),
  ],
  [
    /invariant_route/,
    ({ random }) =>
      random.pick([
        "total-supply",
        "module-accounts",
        "nonnegative-outstanding",
        "delegator-shares",
        "module-account",
      ]),
  ],
  [/title$/, ({ random }) => random.pick(["a title", "", "t".repeat(255), "t".repeat(256)])],
  [/version$/, ({ random }) => random.pick(["ics20-1", "1", ""])],
  [/min_self_delegation/, ({ random }) => random.pick(["1", "100"])],
];

function nonsense({ random, world }: Draw): string {
  return random.pick([
    "",
    " ",
    "nonsense",
    "0",
    "-1",
    "cosmos1",
    world.addresses.acc.toText(random.bytes(20) as never).toUpperCase(),
    world.addresses.val.toText(random.bytes(20) as never),
    world.addresses.acc.toText(random.bytes(1) as never),
    "é日本\u0000",
    "x".repeat(300),
    "<&>'\"\\",
    "ibc/ABC",
    "a/b/c",
    "[do-not-modify]",
  ]);
}
