import { compareBigint, compareBytes } from "@testudo/base";
import { toTimestamp } from "@testudo/proto";
import type { HistoricalInfo, Validator } from "@testudo/proto/cosmos/staking/v1beta1";
import type { Ctx } from "@testudo/runtime";
import { historicalEntries } from "./params.ts";
import { state } from "./state.ts";
import { consAddressOf, consensusPower } from "./validator.ts";
import type { Validators } from "./validators.ts";

const NO_BYTES = new Uint8Array();

/** The recorded header and bonded set of a height. */
export function historicalInfo(ctx: Ctx, height: bigint): HistoricalInfo | undefined {
  return state.historicalInfos.get(ctx, height);
}

/**
 * The beginning of a block: records its header and the bonded set, and forgets what is older than the parameter says.
 *
 * Pruning walks down from the oldest height to go and stops at the first gap, so a lowered parameter is caught up with
 * at once.
 */
export function trackHistoricalInfo(ctx: Ctx, validators: Validators): void {
  const kept = BigInt(historicalEntries(ctx));
  for (let height = ctx.height - kept; height >= 0n; height -= 1n) {
    if (state.historicalInfos.get(ctx, height) === undefined) break;
    state.historicalInfos.delete(ctx, height);
  }
  if (kept === 0n) return;
  const valset = rankedForConsensus(validators.lastValidators(ctx));
  state.historicalInfos.set(ctx, ctx.height, { header: headerOf(ctx), valset });
}

/** Descending power, then ascending consensus address: the order of the engine. */
function rankedForConsensus(validators: readonly Validator[]): Validator[] {
  return validators
    .map((validator) => ({
      validator,
      power: consensusPower(validator),
      address: consAddressOf(validator),
    }))
    .sort((a, b) => compareBigint(b.power, a.power) || compareBytes(a.address, b.address))
    .map(({ validator }) => validator);
}

/** The header as far as the application is told it; the rest is zero. */
function headerOf({ header }: Ctx): HistoricalInfo["header"] {
  return {
    version: { block: 0n, app: 0n },
    chainId: header.chainId,
    height: header.height,
    time: toTimestamp(header.time),
    lastBlockId: {
      hash: NO_BYTES,
      partSetHeader: { total: 0, hash: NO_BYTES },
    },
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
