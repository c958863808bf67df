import { type ConsAddress, consAddress, plainError } from "@testudo/base";
import { sha256 } from "@testudo/crypto";
import { fromDuration, fromTimestamp, packAny, toTimestamp } from "@testudo/proto";
import { Equivocation } from "@testudo/proto/cosmos/evidence/v1beta1";
import { BondStatus, Infraction } from "@testudo/proto/cosmos/staking/v1beta1";
import type { Any } from "@testudo/proto/google/protobuf";
import { type Ctx, type Misbehavior, panic } from "@testudo/runtime";
import { errors as stakingErrors } from "../staking/errors.ts";
import type { Needs } from "./needs.ts";
import { state } from "./state.ts";

/** End of the jail term for a double sign: never, as far as calendars go (9999-12-31T23:59:59Z). */
export const DOUBLE_SIGN_JAIL_END = 253402300799n * 1_000_000_000n;
/** Blocks between a validator update and the first commit it signs. */
const VALIDATOR_UPDATE_DELAY = 1n;

/** The evidence keeper, made by `createEvidenceKeeper`. */
export type EvidenceKeeper = ReturnType<typeof createEvidenceKeeper>;

/** Punishes validators for misbehaviour that the engine proved, and keeps a record. */
export function createEvidenceKeeper(needs: Needs) {
  const { addresses, logger, slashing, staking } = needs;

  /**
   * Slashes, jails for good and records an equivocation, unless it is too old or already punished.
   *
   * An unknown validator or one without signing info is an inconsistency that stops the chain.
   */
  function handleEquivocation(ctx: Ctx, accused: Misbehavior): void {
    const consAddr = consAddress(accused.address);
    const validator = staking.validatorByConsAddr(ctx, consAddr);
    if (validator === undefined) throw stakingErrors.noValidatorFound();
    if (validator.status === BondStatus.BOND_STATUS_UNBONDED) return;
    const text = addresses.cons.toText(consAddr);
    // A consumer knows no operators and keeps no keys.
    if (validator.operatorAddress !== "" && slashing.pubKey(ctx, consAddr) === undefined) {
      logger.error({ module: "evidence", validator: text }, "ignored evidence; no public key");
      return;
    }
    if (isTooOld(ctx, accused)) return;
    if (!slashing.hasSigningInfo(ctx, consAddr)) {
      panic(`expected signing info for validator ${text} but not found`);
    }
    if (slashing.isTombstoned(ctx, consAddr)) return;

    punish(ctx, consAddr, accused, validator.jailed);
    store(ctx, {
      height: accused.height,
      time: toTimestamp(accused.time),
      power: accused.power,
      consensusAddress: text,
    });
  }

  function punish(
    ctx: Ctx,
    consAddr: ConsAddress,
    { height, power }: Misbehavior,
    jailed: boolean,
  ): void {
    const fraction = slashing.slashFractionDoubleSign(ctx);
    slashing.slashWithInfractionReason(ctx, consAddr, {
      fraction,
      power,
      distributionHeight: height - VALIDATOR_UPDATE_DELAY,
      infraction: Infraction.INFRACTION_DOUBLE_SIGN,
    });
    if (!jailed) slashing.jail(ctx, consAddr);
    slashing.jailUntil(ctx, consAddr, DOUBLE_SIGN_JAIL_END);
    slashing.tombstone(ctx, consAddr);
  }

  function store(ctx: Ctx, equivocation: Equivocation): void {
    state.evidence.set(ctx, hashOf(equivocation), packAny(Equivocation, equivocation));
  }

  return {
    addresses,
    logger,
    handleEquivocation,
    store,
    evidence: (ctx: Ctx, hash: Uint8Array): Any | undefined => state.evidence.get(ctx, hash),
    allEvidence: (ctx: Ctx): Any[] => [...state.evidence.values(ctx)],
  };
}

/** SHA-256 of the protobuf bytes. */
export function hashOf(equivocation: Equivocation): Uint8Array {
  return sha256(Equivocation.encode(equivocation));
}

/** @throws undefined/1 when a field cannot be true */
export function validateEquivocation({
  time,
  height,
  power,
  consensusAddress,
}: Equivocation): void {
  if (fromTimestamp(time) / 1_000_000_000n <= 0n) {
    throw plainError(`invalid equivocation time: ${fromTimestamp(time)}`);
  }
  if (height < 1n) throw plainError(`invalid equivocation height: ${height}`);
  if (power < 1n) throw plainError(`invalid equivocation validator power: ${power}`);
  if (consensusAddress === "") {
    throw plainError("invalid equivocation validator consensus address: ");
  }
}

/** Old by time and by blocks, each strictly; without consensus parameters nothing is. */
function isTooOld(ctx: Ctx, { height, time }: Misbehavior): boolean {
  const limits = ctx.consensusParams?.evidence;
  if (limits === undefined) return false;
  return (
    ctx.time - time > fromDuration(limits.maxAgeDuration) &&
    ctx.height - height > limits.maxAgeNumBlocks
  );
}
