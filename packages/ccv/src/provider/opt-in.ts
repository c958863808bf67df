import { type ConsumerId, consAddress, type ProviderConsAddress } from "@testudo/base";
import { stakingErrors } from "@testudo/modules/staking";
import { ConsumerPhase } from "@testudo/proto/interchain_security/ccv/provider/v1";
import type { Ctx } from "@testudo/runtime";
import { ccvErrors } from "../wire/errors.ts";
import { parseConsumerKey } from "./consumer-key.ts";
import { isActive, phaseOf } from "./consumers.ts";
import { errors } from "./errors.ts";
import type { KeyAssignment } from "./key-assignment.ts";
import type { Needs } from "./needs.ts";
import { state } from "./state.ts";
import { enlist } from "./validator-lists.ts";

const { CONSUMER_PHASE_UNSPECIFIED, CONSUMER_PHASE_LAUNCHED } = ConsumerPhase;

/** Which validators volunteer for a consumer. What they say counts from the next epoch on. */
export type OptIn = ReturnType<typeof createOptIn>;

export function createOptIn(
  { addresses, staking }: Pick<Needs, "addresses" | "staking">,
  { assignConsumerKey }: KeyAssignment,
) {
  /**
   * Opts a validator in, with a key if `consumerKey` is not empty.
   *
   * @throws provider/27 unless the consumer is active, and what key assignment refuses
   */
  function optIn(
    ctx: Ctx,
    id: ConsumerId,
    address: ProviderConsAddress,
    consumerKey: string,
  ): void {
    if (!isActive(ctx, id)) {
      throw errors.invalidPhase(
        `cannot opt in to a consumer chain that is not in the registered, initialized, or launched phase: ${id}`,
      );
    }
    enlist(ctx, state.optedIn, id, address);
    if (consumerKey === "") return;
    const key = parseConsumerKey(consumerKey);
    assignConsumerKey(ctx, id, requireValidator(ctx, address), key);
  }

  /**
   * Opts a validator out of a launched consumer, unless it belongs to the top that has to validate.
   *
   * @throws provider/3, provider/27, provider/20
   */
  function optOut(ctx: Ctx, id: ConsumerId, address: ProviderConsAddress): void {
    const phase = phaseOf(ctx, id);
    if (phase === CONSUMER_PHASE_UNSPECIFIED) {
      throw errors.unknownConsumerId(`opting out of an unknown consumer chain, consumerId(${id})`);
    }
    if (phase !== CONSUMER_PHASE_LAUNCHED) {
      throw errors.invalidPhase(
        `opting out of a consumer chain not yet launched, consumerId(${id})`,
      );
    }
    const { topN } = state.powerShapingParameters.require(ctx, id, () =>
      ccvErrors.invalidConsumerState("cannot get consumer power shaping parameters"),
    );
    if (topN > 0) refuseTop(ctx, id, address);
    state.optedIn.delete(ctx, [id, address]);
  }

  function refuseTop(ctx: Ctx, id: ConsumerId, address: ProviderConsAddress): void {
    const { operatorAddress } = requireValidator(ctx, address);
    const power = staking.lastValidatorPower(ctx, addresses.val.fromText(operatorAddress));
    const minPower = state.minPowersInTopN.require(ctx, id, () =>
      errors.unknownConsumerId(
        `Could not find minimum power in top N for chain with consumer id: ${id}`,
      ),
    );
    if (power < minPower) return;
    throw errors.cannotOptOutFromTopN(
      `validator with power (${power}) cannot opt out from Top N chain with consumer id (${id}) because all validators with at least ${minPower} power have to validate`,
    );
  }

  function requireValidator(ctx: Ctx, address: ProviderConsAddress) {
    const validator = staking.validatorByConsAddr(ctx, consAddress(address));
    if (validator === undefined) throw stakingErrors.noValidatorFound();
    return validator;
  }

  return { optIn, optOut };
}
