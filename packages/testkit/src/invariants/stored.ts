import {
  concatBytes,
  fromUtf8,
  readUint64BE,
  SECOND,
  type Time,
  uint64BE,
  utf8,
} from "@testudo/base";
import { IntProto } from "@testudo/proto/cosmos/base/v1beta1";
import {
  DelegatorStartingInfo,
  FeePool,
  ValidatorAccumulatedCommission,
  ValidatorCurrentRewards,
  ValidatorHistoricalRewards,
  ValidatorOutstandingRewards,
  ValidatorSlashEvent,
} from "@testudo/proto/cosmos/distribution/v1beta1";
import { ValidatorSigningInfo } from "@testudo/proto/cosmos/slashing/v1beta1";
import {
  Delegation,
  Redelegation,
  Params as StakingParams,
  UnbondingDelegation,
  Validator,
} from "@testudo/proto/cosmos/staking/v1beta1";
import { Int64Value } from "@testudo/proto/google/protobuf";
import {
  CrossChainValidator,
  SlashRecord,
} from "@testudo/proto/interchain_security/ccv/consumer/v1";
import {
  AddressList,
  ConsensusValidator,
  ConsumerIds,
  ConsumerInitializationParameters,
  ConsumerRewardsAllocation,
  InfractionParameters,
  PowerShapingParameters,
  Params as ProviderParams,
  ValidatorSetChangePackets,
} from "@testudo/proto/interchain_security/ccv/provider/v1";
import {
  ConsumerGenesisState,
  ConsumerPacketData,
  ConsumerParams,
} from "@testudo/proto/interchain_security/ccv/v1";
import { PublicKey } from "@testudo/proto/tendermint/crypto";
import {
  defineState,
  item,
  type KeyCodec,
  key,
  map,
  proto,
  type ValueCodec,
  value,
} from "@testudo/store";

/*
 * The records that the rules read, under the keys of the Go applications. They are declared here a second time on
 * purpose: a rule that read through the code it checks would repeat its mistakes. Nothing here is ever written.
 */

/** Text behind its length in eight bytes. */
const longText: KeyCodec<string> = {
  encode: (text) => {
    const bytes = utf8(text as string);
    return concatBytes(uint64BE(BigInt(bytes.length)), bytes);
  },
  decode(bytes, offset) {
    const start = offset + 8;
    const next = start + Number(readUint64BE(bytes.subarray(offset, start)));
    return { value: fromUtf8(bytes.subarray(start, next)), next };
  },
};

const int64: ValueCodec<bigint> = value.mapped(
  value.uint64BE,
  (number: bigint) => BigInt.asUintN(64, number),
  (stored) => BigInt.asIntN(64, stored),
);

/** Go's binary form of a time in UTC: a version byte, seconds since the year 1, nanoseconds, the zone. */
const YEAR_ONE_TO_1970 = 62_135_596_800n;
const goTime: ValueCodec<Time> = {
  encode: (time) => uint64BE(time),
  decode(bytes) {
    const seconds = readUint64BE(bytes.subarray(1, 9)) - YEAR_ONE_TO_1970;
    const nanos = readUint64BE(concatBytes(new Uint8Array(4), bytes.subarray(9, 13)));
    return seconds * SECOND + nanos;
  },
};

/** Four bytes of number before four that stay zero. */
const phase: ValueCodec<bigint> = value.mapped(
  value.uint64BE,
  (number: bigint) => number << 32n,
  (stored) => stored >> 32n,
);

const byConsumer = key.tuple(longText, key.bytes);

/** Coins. */
export const bank = defineState("bank", {
  supply: map(0x00, key.text, value.int),
  balances: map(0x02, key.tuple(key.lpBytes, key.text), value.int),
});

/** Stake. */
export const staking = defineState("staking", {
  lastPowers: map(0x11, key.lpBytes, proto(Int64Value)),
  lastTotalPower: item(0x12, proto(IntProto)),
  validators: map(0x21, key.lpBytes, proto(Validator)),
  operators: map(0x22, key.lpBytes, value.bytes),
  powerIndex: map(0x23, key.bytes, value.bytes),
  delegations: map(0x31, key.tuple(key.lpBytes, key.lpBytes), proto(Delegation)),
  unbondings: map(0x32, key.tuple(key.lpBytes, key.lpBytes), proto(UnbondingDelegation)),
  redelegations: map(0x34, key.tuple(key.lpBytes, key.lpBytes, key.lpBytes), proto(Redelegation)),
  params: item(0x51, proto(StakingParams)),
});

/** Who signed what. */
export const slashing = defineState("slashing", {
  signingInfos: map(0x01, key.lpBytes, proto(ValidatorSigningInfo)),
});

/** Rewards. */
export const distribution = defineState("distribution", {
  feePool: item(0x00, proto(FeePool)),
  outstanding: map(0x02, key.lpBytes, proto(ValidatorOutstandingRewards)),
  startingInfos: map(0x04, key.tuple(key.lpBytes, key.lpBytes), proto(DelegatorStartingInfo)),
  historical: map(0x05, key.tuple(key.lpBytes, key.uint64LE), proto(ValidatorHistoricalRewards)),
  current: map(0x06, key.lpBytes, proto(ValidatorCurrentRewards)),
  commission: map(0x07, key.lpBytes, proto(ValidatorAccumulatedCommission)),
  slashEvents: map(
    0x08,
    key.tuple(key.lpBytes, key.uint64, key.uint64),
    proto(ValidatorSlashEvent),
  ),
});

/** The hub's side of CCV. */
export const provider = defineState("provider", {
  params: item(0xff, proto(ProviderParams)),
  vscId: item(2, value.uint64BE),
  slashMeter: item(3, value.int),
  replenishCandidate: item(4, value.time29),
  channels: map(5, key.text, value.text),
  channelConsumers: map(6, key.text, value.text),
  clients: map(7, key.text, value.text),
  vscHeights: map(13, key.uint64, value.uint64BE),
  genesis: map(14, key.text, proto(ConsumerGenesisState)),
  slashAcks: map(15, key.text, value.bytes),
  initHeights: map(16, key.text, value.uint64BE),
  pendingVscPackets: map(17, key.text, proto(ValidatorSetChangePackets)),
  assignedKeys: map(22, byConsumer, proto(PublicKey)),
  /** Address on the consumer to address on the hub. */
  keyOwners: map(23, byConsumer, value.bytes),
  minEvidenceHeights: map(29, key.text, value.uint64BE),
  members: map(31, byConsumer, proto(ConsensusValidator)),
  optedIn: map(32, byConsumer, value.bytes),
  allowlist: map(36, byConsumer, value.bytes),
  denylist: map(37, byConsumer, value.bytes),
  commissionRates: map(39, byConsumer, value.bytes),
  minPowersInTopN: map(40, longText, int64),
  toPrune: map(41, key.tuple(longText, key.time29), proto(AddressList)),
  ownSet: map(42, key.bytes, proto(ConsensusValidator)),
  nextConsumerId: item(43, value.uint64BE),
  chainIds: map(44, longText, value.text),
  initParams: map(47, longText, proto(ConsumerInitializationParameters)),
  shaping: map(48, longText, proto(PowerShapingParameters)),
  phases: map(49, longText, phase),
  removalTimes: map(50, longText, goTime),
  launchQueue: map(51, key.time29, proto(ConsumerIds)),
  removalQueue: map(52, key.time29, proto(ConsumerIds)),
  clientConsumers: map(53, longText, value.text),
  rewardAllocations: map(55, key.tuple(longText, key.text), proto(ConsumerRewardsAllocation)),
  prioritylist: map(56, byConsumer, value.bytes),
  infractions: map(57, longText, proto(InfractionParameters)),
  queuedInfractions: map(58, longText, proto(InfractionParameters)),
  infractionQueue: map(59, key.time29, proto(ConsumerIds)),
});

/** A consumer's side of CCV. */
export const consumer = defineState("ccvconsumer", {
  providerClient: item(3, value.text),
  providerChannel: item(4, value.text),
  pendingChanges: item(5, value.bytes),
  preCcv: item(7, value.bytes),
  vscIds: map(13, key.uint64, value.uint64BE),
  outstandingDowntimes: map(14, key.bytes, value.bytes),
  pendingPackets: map(15, key.uint64, proto(ConsumerPacketData)),
  validators: map(16, key.bytes, proto(CrossChainValidator)),
  slashRecord: item(21, proto(SlashRecord)),
  params: item(22, proto(ConsumerParams)),
});

/** Tokens of other chains. */
export const transfer = defineState("transfer", {
  totalEscrow: map("totalEscrowForDenom/", key.text, proto(IntProto)),
});

/** Collections of the lists that shape a consumer's set. */
export type MemberList = typeof provider.optedIn;
