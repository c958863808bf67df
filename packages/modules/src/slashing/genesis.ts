import { type ConsAddress, Dec, MINUTE, plainError } from "@testudo/base";
import { fromDuration, type JsonValue } from "@testudo/proto";
import { GenesisState } from "@testudo/proto/cosmos/slashing/v1beta1";
import type { Ctx } from "@testudo/runtime";
import { decFromBytes } from "../dec-bytes.ts";
import { goDurationText } from "../go-duration.ts";
import type { SlashingKeeper } from "./keeper.ts";
import { markBlock, missedBlockPositions } from "./missed-blocks.ts";
import type { StakingNeeds } from "./needs.ts";
import { defaultParams } from "./params.ts";
import { state } from "./state.ts";

/** Shortest window a genesis may ask for. */
const WINDOW_MIN = 10n;

/** Default parameters, nothing recorded. */
export function defaultGenesis(): JsonValue {
  return GenesisState.toJSON({ params: defaultParams(), signingInfos: [], missedBlocks: [] });
}

/** Refuses shares outside [0, 1], jail under a minute and a window under ten blocks. */
export function validateGenesis(json: JsonValue): void {
  const { params } = GenesisState.fromJSON(json);
  requireShare("slashing fraction downtime", params.slashFractionDowntime);
  requireShare("slashing fraction double sign", params.slashFractionDoubleSign);
  requireShare("min signed per window", params.minSignedPerWindow);
  const jail = fromDuration(params.downtimeJailDuration);
  if (jail < MINUTE) {
    throw plainError(
      `downtime unjail duration must be at least 1 minute, is ${goDurationText(jail)}`,
    );
  }
  if (params.signedBlocksWindow < WINDOW_MIN) {
    throw plainError(`signed blocks window must be at least 10, is ${params.signedBlocksWindow}`);
  }
}

/** Records the keys of staking's validators, then what the genesis says. */
export function initGenesis(
  ctx: Ctx,
  slashing: SlashingKeeper,
  staking: StakingNeeds,
  json: JsonValue,
): void {
  const genesis = GenesisState.fromJSON(json);
  for (const key of staking.validatorPubKeys(ctx)) slashing.addPubKey(ctx, key);
  for (const { address, validatorSigningInfo } of genesis.signingInfos) {
    slashing.setSigningInfo(ctx, consAddressOf(slashing, address), validatorSigningInfo);
  }
  for (const { address, missedBlocks } of genesis.missedBlocks) {
    const consAddr = consAddressOf(slashing, address);
    for (const { index, missed } of missedBlocks) markBlock(ctx, consAddr, index, missed);
  }
  slashing.setParams(ctx, genesis.params);
}

/** Everything but the keys, which staking's genesis carries. */
export function exportGenesis(ctx: Ctx, slashing: SlashingKeeper): JsonValue {
  const infos = [...state.signingInfos.entries(ctx)].map(([consAddr, info]) => ({
    address: slashing.addresses.cons.toText(consAddr),
    missedBlocks: missedBlockPositions(ctx, consAddr),
    info,
  }));
  return GenesisState.toJSON({
    params: slashing.params(ctx),
    signingInfos: infos.map(({ address, info }) => ({ address, validatorSigningInfo: info })),
    missedBlocks: infos.map(({ address, missedBlocks }) => ({
      address,
      missedBlocks: missedBlocks.map((index) => ({ index, missed: true })),
    })),
  });
}

function consAddressOf(slashing: SlashingKeeper, text: string): ConsAddress {
  return slashing.addresses.cons.fromText(text);
}

function requireShare(name: string, bytes: Uint8Array): void {
  const share = decFromBytes(bytes);
  if (share.isNegative() || share.gt(Dec.one)) {
    throw plainError(
      `${name} should be less than or equal to one and greater than zero, is ${share}`,
    );
  }
}
