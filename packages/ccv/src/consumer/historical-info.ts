import { type AddressCodec, compareBigint, valAddress } from "@testudo/base";
import { POWER_REDUCTION } from "@testudo/modules/staking";
import { toTimestamp } from "@testudo/proto";
import {
  BondStatus,
  type HistoricalInfo,
  type Validator,
} from "@testudo/proto/cosmos/staking/v1beta1";
import type { CrossChainValidator } from "@testudo/proto/interchain_security/ccv/consumer/v1";
import type { Ctx } from "@testudo/runtime";
import { consumerParams } from "./params.ts";
import { state } from "./state.ts";
import { crossChainValidators } from "./validator-set.ts";

const NO_BYTES = new Uint8Array();

/** The recorded header and validator set of a height. */
export function historicalInfo(ctx: Ctx, height: bigint): HistoricalInfo | undefined {
  return state.historicalInfos.get(ctx, BigInt.asUintN(64, height));
}

/**
 * The beginning of a block: records its header and the validators, and forgets what is older than the parameter says.
 *
 * Pruning walks down from the oldest height to go and stops at the first gap, so a lowered parameter is caught up with
 * at once.
 */
export function trackHistoricalInfo(ctx: Ctx, addresses: AddressCodec): void {
  const kept = consumerParams(ctx).historicalEntries;
  for (let height = ctx.height - kept; height >= 0n; height -= 1n) {
    if (historicalInfo(ctx, height) === undefined) break;
    state.historicalInfos.delete(ctx, height);
  }
  if (kept === 0n) return;
  // Ascending addresses break ties of power, as in the engine.
  const valset = crossChainValidators(ctx)
    .sort((a, b) => compareBigint(b.power, a.power))
    .map((validator) => stakingValidator(addresses, validator));
  state.historicalInfos.set(ctx, ctx.height, { header: headerOf(ctx), valset });
}

/** A cross-chain validator in the clothes of a bonded one. */
function stakingValidator(
  addresses: AddressCodec,
  { address, power, pubkey }: CrossChainValidator,
): Validator {
  return {
    operatorAddress: addresses.val.toText(valAddress(address)),
    consensusPubkey: pubkey,
    jailed: false,
    status: BondStatus.BOND_STATUS_BONDED,
    tokens: (power * POWER_REDUCTION).toString(),
    delegatorShares: "0",
    description: { moniker: "", identity: "", website: "", securityContact: "", details: "" },
    unbondingHeight: 0n,
    unbondingTime: toTimestamp(0n),
    commission: {
      commissionRates: { rate: "0", maxRate: "0", maxChangeRate: "0" },
      updateTime: toTimestamp(0n),
    },
    minSelfDelegation: "1",
    unbondingOnHoldRefCount: 0n,
    unbondingIds: [],
  };
}

/** The header as far as the application is told it; the rest is zero. */
function headerOf({ header }: Ctx): HistoricalInfo["header"] {
  return {
    version: { block: 0n, app: 0n },
    chainId: header.chainId,
    height: header.height,
    time: toTimestamp(header.time),
    lastBlockId: { hash: NO_BYTES, partSetHeader: { total: 0, hash: NO_BYTES } },
    lastCommitHash: NO_BYTES,
    dataHash: NO_BYTES,
    validatorsHash: NO_BYTES,
    nextValidatorsHash: header.nextValidatorsHash,
    consensusHash: NO_BYTES,
    appHash: header.appHash,
    lastResultsHash: NO_BYTES,
    evidenceHash: NO_BYTES,
    proposerAddress: header.proposerAddress,
  };
}
