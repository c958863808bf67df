import {
  accAddress,
  assert,
  type ConsAddress,
  consAddress,
  Dec,
  type Duration,
  type Time,
  type ValAddress,
} from "@testudo/base";
import { pubKeyFromAny } from "@testudo/crypto";
import { fromDuration, fromTimestamp, toTimestamp } from "@testudo/proto";
import type { Params, ValidatorSigningInfo } from "@testudo/proto/cosmos/slashing/v1beta1";
import { Infraction } from "@testudo/proto/cosmos/staking/v1beta1";
import type { Any } from "@testudo/proto/google/protobuf";
import type { Ctx, VoteInfo } from "@testudo/runtime";
import { decFromBytes } from "../dec-bytes.ts";
import { errors as stakingErrors } from "../staking/errors.ts";
import { tokensFromShares } from "../staking/validator.ts";
import { errors } from "./errors.ts";
import { jailed, liveness, slashed, slashedForDowntime } from "./events.ts";
import { deleteMissedBlocks, isBlockMissed, markBlock } from "./missed-blocks.ts";
import type { Needs } from "./needs.ts";
import { state } from "./state.ts";

/** Blocks between a validator update and the first commit it signs. */
const VALIDATOR_UPDATE_DELAY = 1n;
/** tendermint.types.BlockIDFlag of a validator that sent no vote. */
const FLAG_ABSENT = 1;

/** The slashing keeper, made by `createSlashingKeeper`. */
export type SlashingKeeper = ReturnType<typeof createSlashingKeeper>;

/** Counts missed blocks, punishes downtime, and keeps who is jailed until when. */
export function createSlashingKeeper({ addresses, authority, staking }: Needs) {
  /** The stored parameters. Each single parameter below reads the whole record again: gas depends on it. */
  function params(ctx: Ctx): Params {
    const stored = state.params.get(ctx);
    assert(stored !== undefined, "slashing parameters are not set");
    return stored;
  }

  function setParams(ctx: Ctx, value: Params): void {
    state.params.set(ctx, value);
  }

  function signedBlocksWindow(ctx: Ctx): bigint {
    return params(ctx).signedBlocksWindow;
  }

  /** How many blocks of the window a validator must sign. */
  function minSignedPerWindow(ctx: Ctx): bigint {
    const { minSignedPerWindow: share, signedBlocksWindow: window } = params(ctx);
    return decFromBytes(share).mulInt(window).roundInt();
  }

  function downtimeJailDuration(ctx: Ctx): Duration {
    return fromDuration(params(ctx).downtimeJailDuration);
  }

  function slashFractionDoubleSign(ctx: Ctx): Dec {
    return decFromBytes(params(ctx).slashFractionDoubleSign);
  }

  function slashFractionDowntime(ctx: Ctx): Dec {
    return decFromBytes(params(ctx).slashFractionDowntime);
  }

  function signingInfo(ctx: Ctx, consAddr: ConsAddress): ValidatorSigningInfo | undefined {
    return state.signingInfos.get(ctx, consAddr);
  }

  function setSigningInfo(ctx: Ctx, consAddr: ConsAddress, info: ValidatorSigningInfo): void {
    state.signingInfos.set(ctx, consAddr, info);
  }

  /** A full read, as the reference asks for existence by reading. */
  function hasSigningInfo(ctx: Ctx, consAddr: ConsAddress): boolean {
    return signingInfo(ctx, consAddr) !== undefined;
  }

  function isTombstoned(ctx: Ctx, consAddr: ConsAddress): boolean {
    return signingInfo(ctx, consAddr)?.tombstoned ?? false;
  }

  /** @throws errors.noSigningInfoFound */
  function jailUntil(ctx: Ctx, consAddr: ConsAddress, until: Time): void {
    const info = signingInfo(ctx, consAddr);
    if (info === undefined) {
      throw errors
        .noSigningInfoFound()
        .wrap("cannot jail validator that does not have any signing information");
    }
    setSigningInfo(ctx, consAddr, { ...info, jailedUntil: toTimestamp(until) });
  }

  /**
   * Bars a validator for good.
   *
   * @throws errors.noSigningInfoFound, errors.validatorTombstoned
   */
  function tombstone(ctx: Ctx, consAddr: ConsAddress): void {
    const info = signingInfo(ctx, consAddr);
    if (info === undefined) {
      throw errors.noSigningInfoFound(
        "cannot tombstone validator that does not have any signing information",
      );
    }
    if (info.tombstoned) {
      throw errors.validatorTombstoned("cannot tombstone validator that is already tombstoned");
    }
    setSigningInfo(ctx, consAddr, { ...info, tombstoned: true });
  }

  /** The consensus key of a validator; never written on a consumer. */
  function pubKey(ctx: Ctx, consAddr: ConsAddress): Any | undefined {
    return state.pubKeys.get(ctx, consAddr);
  }

  function addPubKey(ctx: Ctx, key: Any): void {
    state.pubKeys.set(ctx, consAddress(pubKeyFromAny(key).address()), key);
  }

  function deletePubKey(ctx: Ctx, consAddr: ConsAddress): void {
    state.pubKeys.delete(ctx, consAddr);
  }

  /** Slashes through staking and tells the reason. `infraction` is the staking enum. */
  function slashWithInfractionReason(
    ctx: Ctx,
    consAddr: ConsAddress,
    {
      fraction,
      power,
      distributionHeight,
      infraction,
    }: { fraction: Dec; power: bigint; distributionHeight: bigint; infraction: number },
  ): void {
    const burned = staking.slashWithInfractionReason(
      ctx,
      consAddr,
      distributionHeight,
      power,
      fraction,
      infraction,
    );
    ctx.emit(slashed(addresses.cons.toText(consAddr), power, reasonOf(infraction), burned));
  }

  /** Jails through staking. */
  function jail(ctx: Ctx, consAddr: ConsAddress): void {
    staking.jail(ctx, consAddr);
    ctx.emit(jailed(addresses.cons.toText(consAddr)));
  }

  /**
   * Lets a validator back in at its own request.
   *
   * A jailed validator without signing info was never bonded: it fell below its own minimum and may return at any time.
   *
   * @throws staking's noValidatorFound and noDelegation, errors.selfDelegationTooLowToUnjail,
   * errors.validatorNotJailed, errors.validatorJailed
   */
  function unjail(ctx: Ctx, operator: ValAddress): void {
    const validator = staking.validator(ctx, operator);
    if (validator === undefined) throw stakingErrors.noValidatorFound();
    const selfDelegation = staking.delegation(ctx, accAddress(operator), operator);
    if (selfDelegation === undefined) throw stakingErrors.noDelegation();

    const tokens = tokensFromShares(
      validator,
      Dec.fromAtomics(selfDelegation.shares),
    ).truncateInt();
    if (tokens < BigInt(validator.minSelfDelegation)) {
      throw errors.selfDelegationTooLowToUnjail(
        `${tokens} less than ${validator.minSelfDelegation}`,
      );
    }
    if (!validator.jailed) throw errors.validatorNotJailed();

    assert(validator.consensusPubkey !== undefined, "validator record without a consensus key");
    const consAddr = consAddress(pubKeyFromAny(validator.consensusPubkey).address());
    const info = signingInfo(ctx, consAddr);
    if (info !== undefined) {
      if (info.tombstoned) throw errors.validatorJailed();
      if (ctx.time < fromTimestamp(info.jailedUntil)) throw errors.validatorJailed();
    }
    staking.unjail(ctx, consAddr);
  }

  /**
   * Counts one entry of the last commit and punishes a validator that missed too much of its window.
   *
   * A voter without signing info is an inconsistency that stops the chain.
   */
  function handleVote(ctx: Ctx, { address, power, flag }: VoteInfo): void {
    const consAddr = consAddress(address);
    if (staking.isValidatorJailed(ctx, consAddr)) return;

    const stored = state.signingInfos.require(ctx, consAddr, errors.noSigningInfoFound);
    const window = signedBlocksWindow(ctx);
    const index = stored.indexOffset % window;
    const missed = flag === FLAG_ABSENT;
    const missedBefore = isBlockMissed(ctx, consAddr, index);
    let missedBlocks = stored.missedBlocksCounter;
    if (missed !== missedBefore) {
      markBlock(ctx, consAddr, index, missed);
      missedBlocks += missed ? 1n : -1n;
    }
    const mustSign = minSignedPerWindow(ctx);
    if (missed) ctx.emit(liveness(addresses.cons.toText(consAddr), missedBlocks, ctx.height));

    const counted: ValidatorSigningInfo = {
      ...stored,
      indexOffset: stored.indexOffset + 1n,
      missedBlocksCounter: missedBlocks,
    };
    const tooMany = ctx.height > stored.startHeight + window && missedBlocks > window - mustSign;
    const punished = tooMany ? punishDowntime(ctx, consAddr, power) : undefined;
    setSigningInfo(ctx, consAddr, punished === undefined ? counted : { ...counted, ...punished });
  }

  /** Slashes and jails for downtime unless already jailed; returns what changes in the signing info. */
  function punishDowntime(
    ctx: Ctx,
    consAddr: ConsAddress,
    power: bigint,
  ): Partial<ValidatorSigningInfo> | undefined {
    const validator = staking.validatorByConsAddr(ctx, consAddr);
    if (validator === undefined || validator.jailed) return undefined;

    // The stake that signed the last commit is that of two blocks ago; negative at the very start, which only
    // filters unbonding entries.
    const distributionHeight = ctx.height - VALIDATOR_UPDATE_DELAY - 1n;
    const fraction = slashFractionDowntime(ctx);
    const burned = staking.slashWithInfractionReason(
      ctx,
      consAddr,
      distributionHeight,
      power,
      fraction,
      Infraction.INFRACTION_DOWNTIME,
    );
    ctx.emit(slashedForDowntime(addresses.cons.toText(consAddr), power, burned));
    staking.jail(ctx, consAddr);
    const until = ctx.time + downtimeJailDuration(ctx);
    // A fresh window, or the validator would be slashed again as soon as it is back.
    deleteMissedBlocks(ctx, consAddr);
    return { jailedUntil: toTimestamp(until), missedBlocksCounter: 0n, indexOffset: 0n };
  }

  return {
    authority,
    addresses,
    params,
    setParams,
    signedBlocksWindow,
    minSignedPerWindow,
    downtimeJailDuration,
    slashFractionDoubleSign,
    slashFractionDowntime,
    signingInfo,
    setSigningInfo,
    hasSigningInfo,
    isTombstoned,
    jailUntil,
    tombstone,
    pubKey,
    addPubKey,
    deletePubKey,
    slashWithInfractionReason,
    jail,
    unjail,
    handleVote,
  };
}

function reasonOf(infraction: number): string {
  if (infraction === Infraction.INFRACTION_DOUBLE_SIGN) return "double_sign";
  if (infraction === Infraction.INFRACTION_DOWNTIME) return "missing_signature";
  return "unspecified";
}
