import { fromHex, toBase64 } from "@testudo/base";
import type { ChainRole } from "@testudo/chains";
import type { ValidatorSet } from "@testudo/comet";
import { pubKeyFromAny } from "@testudo/crypto";
import { genesisPowers, type KeyPowers, powersOn, textOf } from "./set-updates.ts";
import { consumer, provider, staking } from "./stored.ts";
import type { StateView } from "./view.ts";

/**
 * Replication (ValidatorSetHasExistedInv): the set of a consumer is the one that the hub had for it when the epoch ended
 * whose id the consumer has, or the one of its genesis.
 *
 * @param hub the hub's state at any height that it still has
 */
export function* replication(
  view: StateView,
  options: { readonly consumerId: string; readonly hub: (height?: bigint) => StateView },
): Generator<string> {
  const { consumerId, hub } = options;
  if (consumer.preCcv.has(view)) return;
  const id = consumer.vscIds.get(view, view.height + 1n) ?? 0n;
  const now = hub();
  if (id === 0n) {
    if (!provider.genesis.has(now, consumerId)) return;
    yield* differences(view, { id, wanted: genesisPowers(now, consumerId) });
    return;
  }
  const height = provider.vscHeights.get(now, id);
  if (height === undefined || id >= (provider.vscId.get(now) ?? 0n)) {
    yield `replication: ${consumerId} has set ${id}, which the hub did not send yet`;
    return;
  }
  yield* differences(view, { id, wanted: powersOn(hub(height - 1n), consumerId) });
}

function* differences(
  view: StateView,
  { id, wanted }: { readonly id: bigint; readonly wanted: KeyPowers },
): Generator<string> {
  const actual = consumerPowers(view);
  if (textOf(actual) === textOf(wanted)) return;
  yield `replication: set ${id} is ${textOf(actual)} and should be ${textOf(wanted)}`;
}

/** The powers that a consumer stores. */
export function consumerPowers(view: StateView): KeyPowers {
  const powers = new Map<string, bigint>();
  for (const { pubkey, power } of consumer.validators.values(view)) {
    const key = pubkey && pubKeyFromAny(pubkey);
    powers.set(key?.kind === "ed25519" ? toBase64(key.bytes) : "", power);
  }
  return powers;
}

/** Engine: the validators that sign two blocks from now are those that the application knows. */
export function* engineSet(view: StateView, validators: ValidatorSet): Generator<string> {
  const known = KNOWN[view.role](view);
  const signing = new Map(
    validators.validators.map(({ pubKey, power }) => [toBase64(pubKey.bytes), power]),
  );
  if (textOf(known) !== textOf(signing)) {
    yield `engine: ${textOf(signing)} sign, the application knows ${textOf(known)}`;
  }
}

function ownPowers(view: StateView): KeyPowers {
  return new Map(
    [...provider.ownSet.values(view)].map(({ publicKey, power }) => [
      toBase64(publicKey?.ed25519 ?? fromHex("")),
      power,
    ]),
  );
}

/** What a chain with validators of its own has bonded. */
function stakedPowers(view: StateView): KeyPowers {
  const powers = new Map<string, bigint>();
  for (const [operator, { value }] of staking.lastPowers.entries(view)) {
    const any = staking.validators.get(view, operator)?.consensusPubkey;
    const key = any && pubKeyFromAny(any);
    powers.set(key?.kind === "ed25519" ? toBase64(key.bytes) : "", value);
  }
  return powers;
}

const KNOWN: Readonly<Record<ChainRole, (view: StateView) => KeyPowers>> = {
  provider: ownPowers,
  consumer: consumerPowers,
  standalone: stakedPowers,
  democracy: consumerPowers,
};
