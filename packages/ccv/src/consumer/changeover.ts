import { toHex } from "@testudo/base";
import type { ValidatorUpdate } from "@testudo/proto/tendermint/abci";
import { PublicKey } from "@testudo/proto/tendermint/crypto";
import { type Ctx, panic } from "@testudo/runtime";
import type { Needs } from "./needs.ts";
import { state } from "./state.ts";
import { applyChanges, engineKey } from "./validator-set.ts";

/** Blocks from the one that returns a validator set to the first one that it signs. */
const BLOCKS_UNTIL_IN_EFFECT = 2n;

/** The first height whose blocks the provider's validators sign. Panics before genesis. */
export function firstConsumerHeight(ctx: Ctx): bigint {
  const height = state.initGenesisHeight.get(ctx) ?? panic("last standalone height not set");
  return BigInt.asIntN(64, height) + BLOCKS_UNTIL_IN_EFFECT;
}

/** Whether this chain once had validators of its own. */
export function wasStandalone(ctx: Ctx): boolean {
  return state.previouslyStandalone.has(ctx);
}

/** Whether the provider's validators sign already; always so on a chain that began as a consumer. */
export function isChangeoverComplete(ctx: Ctx): boolean {
  return !wasStandalone(ctx) || ctx.height >= firstConsumerHeight(ctx);
}

/**
 * The end of the block in which a standalone chain became a consumer: the provider's validators come in, those of old
 * go.
 *
 * @returns the initial set, then a removal of everybody bonded who is not in it
 */
export function changeOverToConsumer(
  ctx: Ctx,
  { hooks, standaloneStaking }: Pick<Needs, "hooks" | "standaloneStaking">,
): readonly ValidatorUpdate[] {
  const initial = state.initialValSet.get(ctx) ?? [];
  applyChanges(ctx, hooks, initial);

  if (standaloneStaking === undefined) return panic("standalone staking keeper is nil");
  const staying = new Set(initial.map(({ pubKey }) => keyText(pubKey)));
  const leaving = standaloneStaking
    .bondedValidatorsByPower(ctx)
    .map(({ consensusPubkey }) => ({ pubKey: engineKey(consensusPubkey), power: 0n }))
    .filter(({ pubKey }) => !staying.has(keyText(pubKey)));

  state.preCcv.delete(ctx);
  return [...initial, ...leaving];
}

function keyText(key: PublicKey): string {
  return toHex(PublicKey.encode(key));
}
