import {
  type ConsumerConsAddress,
  type ConsumerId,
  consAddress,
  consumerConsAddress,
  equalBytes,
  type ProviderConsAddress,
  providerConsAddress,
  type Time,
  type ValAddress,
} from "@testudo/base";
import { consAddressOf as stakingConsAddressOf } from "@testudo/modules/staking";
import type { Validator } from "@testudo/proto/cosmos/staking/v1beta1";
import { ConsumerPhase } from "@testudo/proto/interchain_security/ccv/provider/v1";
import type { PublicKey } from "@testudo/proto/tendermint/crypto";
import { type Ctx, panic } from "@testudo/runtime";
import { consAddressOf } from "../wire/public-keys.ts";
import { activeConsumerIds, isActive, phaseOf } from "./consumers.ts";
import { errors } from "./errors.ts";
import type { Needs } from "./needs.ts";
import { state } from "./state.ts";

/** Which key a validator uses on which consumer. */
export type KeyAssignment = ReturnType<typeof createKeyAssignment>;

export function createKeyAssignment({ staking }: Pick<Needs, "staking">) {
  /**
   * Gives a validator a key of its own on a consumer. On a launched chain the former key stays known for one unbonding
   * period, so that what was done with it can still be punished.
   *
   * Panics on a key of the wrong length, as the reference does.
   *
   * @throws provider/27 unless the consumer is active, provider/10 for a key in use or used before, provider/11 for
   *   the validator's own provider key before any other was assigned
   */
  function assignConsumerKey(
    ctx: Ctx,
    id: ConsumerId,
    validator: Validator,
    consumerKey: PublicKey,
  ): void {
    if (!isActive(ctx, id)) {
      throw errors.invalidPhase(
        `cannot assign a key to a consumer chain that is not in the registered, initialized, or launched phase: ${id}`,
      );
    }
    const consumerAddress = consumerConsAddress(consAddressOf(consumerKey));
    const providerAddress = providerConsAddress(stakingConsAddressOf(validator));
    refuseProviderKey(ctx, id, { validator, providerAddress, consumerAddress });
    if (state.validatorsByConsumerAddress.get(ctx, [id, consumerAddress]) !== undefined) {
      throw errors.consumerKeyInUse("a validator has or had assigned this consumer key already");
    }

    const former = state.assignedKeys.get(ctx, [id, providerAddress]);
    if (former !== undefined) retireKey(ctx, id, consumerConsAddress(consAddressOf(former)));
    state.assignedKeys.set(ctx, [id, providerAddress], consumerKey);
    state.validatorsByConsumerAddress.set(ctx, [id, consumerAddress], providerAddress);
  }

  /** A key that stands for somebody on the provider is nobody else's, and one's own only as a way back. */
  function refuseProviderKey(
    ctx: Ctx,
    id: ConsumerId,
    {
      validator,
      providerAddress,
      consumerAddress,
    }: {
      readonly validator: Validator;
      readonly providerAddress: ProviderConsAddress;
      readonly consumerAddress: ConsumerConsAddress;
    },
  ): void {
    const owner = staking.validatorByConsAddr(ctx, consAddress(consumerAddress));
    if (owner === undefined) return;
    if (owner.operatorAddress !== validator.operatorAddress) {
      throw errors.consumerKeyInUse("a different validator already uses the consumer key");
    }
    if (state.assignedKeys.get(ctx, [id, providerAddress]) === undefined) {
      throw errors.cannotAssignDefaultKeyAssignment(
        "a validator cannot assign the default key assignment unless its key on that consumer has already been assigned",
      );
    }
  }

  function retireKey(ctx: Ctx, id: ConsumerId, former: ConsumerConsAddress): void {
    if (phaseOf(ctx, id) === ConsumerPhase.CONSUMER_PHASE_LAUNCHED) {
      appendAddressToPrune(ctx, id, ctx.time + staking.unbondingTime(ctx), former);
    } else {
      state.validatorsByConsumerAddress.delete(ctx, [id, former]);
    }
  }

  /**
   * Hook of staking: a new validator may not come with a key that serves on a consumer. Panics then, which fails the
   * transaction.
   */
  function afterValidatorCreated(ctx: Ctx, operator: ValAddress): void {
    const validator = staking.validator(ctx, operator);
    if (validator === undefined) {
      panic("error finding newly created validator in staking module: validator does not exist");
    }
    const address = consumerConsAddress(stakingConsAddressOf(validator));
    for (const id of activeConsumerIds(ctx)) {
      if (state.validatorsByConsumerAddress.get(ctx, [id, address]) === undefined) continue;
      panic(
        "cannot create a validator with a consensus key that is already in use or was recently in use as an assigned consumer chain key",
      );
    }
  }

  return { assignConsumerKey, afterValidatorCreated };
}

/** Hook of staking: the keys that a validator assigned go with it. */
export function afterValidatorRemoved(ctx: Ctx, address: Uint8Array): void {
  for (const [[id, providerAddress], consumerKey] of [...state.assignedKeys.entries(ctx)]) {
    if (!equalBytes(providerAddress, address)) continue;
    const consumerAddress = consumerConsAddress(consAddressOf(consumerKey));
    state.validatorsByConsumerAddress.delete(ctx, [id, consumerAddress]);
    state.assignedKeys.delete(ctx, [id, providerAddress]);
  }
}

/** Whose address it is on the provider; an address that nobody assigned stands for itself. */
export function providerAddressOf(
  ctx: Ctx,
  id: ConsumerId,
  address: ConsumerConsAddress,
): ProviderConsAddress {
  return state.validatorsByConsumerAddress.get(ctx, [id, address]) ?? providerConsAddress(address);
}

/** Remembers a former address until its time is up. */
export function appendAddressToPrune(
  ctx: Ctx,
  id: ConsumerId,
  time: Time,
  address: ConsumerConsAddress,
): void {
  const addresses = state.addressesToPrune.get(ctx, [id, time])?.addresses ?? [];
  state.addressesToPrune.set(ctx, [id, time], { addresses: [...addresses, address] });
}

/** Forgets the former addresses whose time is up. */
export function pruneKeyAssignments(ctx: Ctx, id: ConsumerId): void {
  const due = [...state.addressesToPrune.entries(ctx, { start: [id], through: [id, ctx.time] })];
  for (const [key] of due) state.addressesToPrune.delete(ctx, key);
  for (const [, { addresses }] of due) {
    for (const address of addresses) {
      state.validatorsByConsumerAddress.delete(ctx, [id, consumerConsAddress(address)]);
    }
  }
}

/** Forgets all keys of a consumer. */
export function deleteKeyAssignments(ctx: Ctx, id: ConsumerId): void {
  const prefix = { prefix: [id] } as const;
  for (const key of [...state.assignedKeys.keys(ctx, prefix)]) state.assignedKeys.delete(ctx, key);
  for (const key of [...state.validatorsByConsumerAddress.keys(ctx, prefix)]) {
    state.validatorsByConsumerAddress.delete(ctx, key);
  }
  for (const key of [...state.addressesToPrune.keys(ctx, prefix)]) {
    state.addressesToPrune.delete(ctx, key);
  }
}
