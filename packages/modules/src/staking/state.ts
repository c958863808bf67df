import { accAddress, type Time, valAddress } from "@testudo/base";
import type { MessageType } from "@testudo/proto";
import { IntProto } from "@testudo/proto/cosmos/base/v1beta1";
import {
  Delegation,
  DVPairs,
  DVVTriplets,
  HistoricalInfo,
  Params,
  Redelegation,
  UnbondingDelegation,
  ValAddresses,
  Validator,
  ValidatorUpdates,
} from "@testudo/proto/cosmos/staking/v1beta1";
import { Int64Value } from "@testudo/proto/google/protobuf";
import { defineState, item, key, map, proto, type StoreReader, set, value } from "@testudo/store";

/** Name of the store. */
export const STORE = "staking";

/** The bytes in front of every validator's key, for paging over the raw store. */
export const VALIDATORS_PREFIX = Uint8Array.of(0x21);

const operator = key.branded(key.lpBytes, valAddress);
const delegator = key.branded(key.lpBytes, accAddress);

/** The operator's bits are inverted, so that of equal powers the lower address ranks higher in a reverse walk. */
const byPower = key.mapped(
  key.tuple(key.uint64, key.lpBytes),
  (at: { readonly power: bigint; readonly operator: Uint8Array }) =>
    [at.power, inverted(at.operator)] as const,
  ([power, operator]) => ({ power, operator: inverted(operator) }),
);

/** The length of the time's text, the time, a height. */
const maturity = key.mapped(
  key.tuple(key.uint64, key.time29, key.uint64),
  (at: { readonly time: Time; readonly height: bigint }) => [29n, at.time, at.height] as const,
  ([, time, height]) => ({ time, height }),
);

/** Everything under the `staking` store. */
export const state = defineState(STORE, {
  /** Power of each member of the last bonded set. */
  lastPowers: map(0x11, operator, proto(Int64Value)),
  lastTotalPower: item(0x12, proto(IntProto)),
  validators: map(VALIDATORS_PREFIX, operator, proto(Validator)),
  operators: map(0x22, key.lpBytes, value.bytes),
  /** Every validator that is not jailed, by potential power; the value is its operator. */
  powerIndex: map(0x23, byPower, value.bytes),

  /** Delegator, validator. */
  delegations: map(0x31, key.tuple(delegator, operator), proto(Delegation)),
  unbondings: map(0x32, key.tuple(delegator, operator), proto(UnbondingDelegation)),
  /** Validator, delegator. */
  unbondingsByValidator: set(0x33, key.tuple(operator, delegator)),
  /** Delegator, source, destination. */
  redelegations: map(0x34, key.tuple(delegator, operator, operator), proto(Redelegation)),
  /** Source, delegator, destination. */
  redelegationsBySource: set(0x35, key.tuple(operator, delegator, operator)),
  /** Destination, delegator, source. */
  redelegationsByDestination: set(0x36, key.tuple(operator, delegator, operator)),

  lastUnbondingId: item(0x37, value.uint64BE),
  /** Key of the record that an unbonding id lies in. */
  unbondingIndex: map(0x38, key.uint64, value.bytes),
  /** 1 unbonding delegation, 2 redelegation, 3 validator; never removed. */
  unbondingTypes: map(0x39, key.uint64, value.uint64BE),

  unbondingQueue: map(0x41, key.time29, proto(DVPairs)),
  redelegationQueue: map(0x42, key.time29, proto(DVVTriplets)),
  validatorQueue: map(0x43, maturity, proto(ValAddresses)),

  historicalInfos: map(0x50, key.uint64, proto(HistoricalInfo)),
  params: item(0x51, proto(Params)),
  /** What the last end of a block told the engine. */
  validatorUpdates: item(0x61, proto(ValidatorUpdates)),
  /** Validator, then the delegator without a length. */
  delegationsByValidator: set(0x71, key.tuple(operator, key.branded(key.bytes, accAddress))),
});

function inverted(bytes: Uint8Array): Uint8Array {
  return bytes.map((byte) => ~byte & 0xff);
}

/** The record that an unbonding id points to, read by its raw key as the index keeps it. */
export function recordAt<T>(
  ctx: StoreReader,
  type: MessageType<T>,
  rawKey: Uint8Array,
): T | undefined {
  const stored = ctx.store(STORE).get(rawKey);
  return stored === undefined ? undefined : type.decode(stored);
}
