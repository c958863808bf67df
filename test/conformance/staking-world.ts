import {
  accAddress,
  type ConsAddress,
  concatBytes,
  consAddress,
  Dec,
  fromHex,
  GO_ZERO_TIME,
  providerConsAddress,
  type Time,
  toHex,
  uint32BE,
} from "@testudo/base";
import { createPunishment } from "@testudo/ccv/provider";
import { ed25519Key, sha256 } from "@testudo/crypto";
import { createSlashingHooks, createSlashingKeeper } from "@testudo/modules/slashing";
import { BONDED_POOL, NOT_BONDED_POOL } from "@testudo/modules/staking";
import { fromTimestamp, type MessageType, toDuration } from "@testudo/proto";
import {
  MsgBeginRedelegate,
  MsgBeginRedelegateResponse,
  MsgCancelUnbondingDelegation,
  MsgCancelUnbondingDelegationResponse,
  MsgCreateValidator,
  MsgCreateValidatorResponse,
  MsgDelegate,
  MsgDelegateResponse,
  MsgUndelegate,
  MsgUndelegateResponse,
} from "@testudo/proto/cosmos/staking/v1beta1";
import { type Ctx, createCtx, onBranch } from "@testudo/runtime";
import type { KVStore } from "@testudo/store";
import { createStakeChain, testAddresses, testAuthority } from "@testudo/testkit/stake-chain";

/** A time as the vectors write it. */
export interface VectorTime {
  readonly seconds: string;
  readonly nanos: number;
}

/** What a sequence starts from. */
export interface WorldInput {
  readonly start_height: string;
  readonly start_time: VectorTime;
  readonly staking_params: {
    readonly unbonding_time: string;
    readonly max_validators: number;
    readonly max_entries: number;
    readonly historical_entries: number;
    readonly bond_denom: string;
    readonly min_commission_rate: string;
  };
  readonly slashing_params: {
    readonly signed_blocks_window: string;
    readonly min_signed_per_window: string;
    readonly downtime_jail_duration: string;
    readonly slash_fraction_double_sign: string;
    readonly slash_fraction_downtime: string;
  };
  readonly accounts: readonly { readonly address: string; readonly balance: string }[];
  readonly steps: readonly Step[];
}

/** One step; which fields it has depends on `op`. */
export type Step = { readonly op: string } & Readonly<Record<string, never>>;

/** Staking and slashing over real accounts and balances, driven as the recorded keepers were. */
export type StakingWorld = ReturnType<typeof createStakingWorld>;

const addresses = testAddresses;

/** Builds the keepers and gives the accounts their coins. */
export function createStakingWorld(input: WorldInput) {
  const { staking_params: staked, slashing_params: slashed } = input;
  const denom = staked.bond_denom;
  const chain = createStakeChain({
    height: BigInt(input.start_height),
    time: timeOf(input.start_time),
    accounts: input.accounts.map(({ address, balance }) => ({
      address: addresses.acc.fromText(address),
      coins: [{ denom, amount: BigInt(balance) }],
    })),
    params: {
      unbondingTime: toDuration(BigInt(staked.unbonding_time)),
      maxValidators: staked.max_validators,
      maxEntries: staked.max_entries,
      historicalEntries: staked.historical_entries,
      bondDenom: denom,
      minCommissionRate: Dec.fromText(staked.min_commission_rate).toAtomicsText(),
    },
  });
  const { auth, bank, staking, state: reader } = chain;
  let { ctx } = chain;
  const slashing = createSlashingKeeper({ addresses, authority: testAuthority, staking });
  chain.hooks.push(createSlashingHooks(slashing, staking));
  const punishment = createPunishment({ addresses, staking, slashing });
  const routes = chain.stakingModule.messages ?? [];
  slashing.setParams(ctx, {
    signedBlocksWindow: BigInt(slashed.signed_blocks_window),
    minSignedPerWindow: atomicsBytes(slashed.min_signed_per_window),
    downtimeJailDuration: toDuration(BigInt(slashed.downtime_jail_duration)),
    slashFractionDoubleSign: atomicsBytes(slashed.slash_fraction_double_sign),
    slashFractionDowntime: atomicsBytes(slashed.slash_fraction_downtime),
  });
  const supply = bank.supply(ctx, denom);

  function send<Req, Res>(
    on: Ctx,
    request: MessageType<Req>,
    _response: MessageType<Res>,
    message: Req,
  ): Res {
    const route = routes.find(({ typeUrl }) => typeUrl === request.typeUrl);
    if (route === undefined) throw new Error(`no route for ${request.typeUrl}`);
    return route.handle(on, message) as Res;
  }

  function coin(amount: string) {
    return { denom, amount };
  }

  /** What a step does and reports; refusals are thrown. */
  function run(on: Ctx, step: Step): Record<string, unknown> {
    const text = (field: string): string => step[field] ?? "";
    const consAddr = (): ConsAddress => consAddress(fromHex(text("cons_address")));
    switch (step.op) {
      case "create_validator": {
        const [rate, maxRate, maxChangeRate] = (
          step.commission as unknown as readonly string[]
        ).map((part) => Dec.fromText(part).toAtomicsText());
        send(on, MsgCreateValidator, MsgCreateValidatorResponse, {
          description: {
            moniker: text("moniker"),
            identity: "",
            website: "",
            securityContact: "",
            details: "",
          },
          commission: {
            rate: rate ?? "",
            maxRate: maxRate ?? "",
            maxChangeRate: maxChangeRate ?? "",
          },
          minSelfDelegation: text("min_self_delegation"),
          delegatorAddress: "",
          validatorAddress: text("operator"),
          pubkey: ed25519Key(fromHex(text("cons_public_key"))).any(),
          value: coin(text("self_delegation")),
        });
        return {};
      }
      case "delegate":
        send(on, MsgDelegate, MsgDelegateResponse, {
          delegatorAddress: text("delegator"),
          validatorAddress: text("validator"),
          amount: coin(text("amount")),
        });
        return {};
      case "undelegate": {
        const { completionTime, amount } = send(on, MsgUndelegate, MsgUndelegateResponse, {
          delegatorAddress: text("delegator"),
          validatorAddress: text("validator"),
          amount: coin(text("amount")),
        });
        return {
          completion_time: vectorTime(fromTimestamp(completionTime)),
          amount: amount.amount,
        };
      }
      case "redelegate": {
        const { completionTime } = send(on, MsgBeginRedelegate, MsgBeginRedelegateResponse, {
          delegatorAddress: text("delegator"),
          validatorSrcAddress: text("src"),
          validatorDstAddress: text("dst"),
          amount: coin(text("amount")),
        });
        return { completion_time: vectorTime(fromTimestamp(completionTime)) };
      }
      case "cancel_unbonding":
        send(on, MsgCancelUnbondingDelegation, MsgCancelUnbondingDelegationResponse, {
          delegatorAddress: text("delegator"),
          validatorAddress: text("validator"),
          amount: coin(text("amount")),
          creationHeight: BigInt(text("creation_height")),
        });
        return {};
      case "slash": {
        const burned = staking.slash(
          on,
          consAddr(),
          BigInt(text("infraction_height")),
          BigInt(text("power")),
          Dec.fromText(text("fraction")),
        );
        return { burned: burned.toString() };
      }
      case "provider_slash": {
        const before = bank.supply(on, denom);
        punishment.slash(on, providerConsAddress(consAddr()), {
          slashFraction: atomicsBytes(text("fraction")),
          jailDuration: toDuration(0n),
          tombstone: false,
        });
        return { burned: (before - bank.supply(on, denom)).toString() };
      }
      case "jail":
        staking.jail(on, consAddr());
        return {};
      case "unjail":
        staking.unjail(on, consAddr());
        return {};
      case "slashing_unjail":
        slashing.unjail(on, addresses.val.fromText(text("operator")));
        return {};
      case "signature":
        slashing.handleVote(on, {
          address: consAddr(),
          power: BigInt(text("power")),
          flag: Number(text("flag")),
        });
        return {};
      default:
        throw new Error(`unknown step ${step.op}`);
    }
  }

  return {
    /** Runs a step; a refused one changes nothing. Ending a block also gives the state before time moves on. */
    take(step: Step): Record<string, unknown> {
      if (step.op === "end_block") {
        // The recorder gave its contexts no header information, so no redelegation ever matured in it.
        const header = { ...ctx.header, time: GO_ZERO_TIME };
        const { height, time } = ctx;
        const updates = staking.blockValidatorUpdates(
          createCtx({ state: reader, height, time, header }),
        );
        const state = describe(ctx);
        const { next_height, next_time } = step as unknown as {
          next_height: string;
          next_time: VectorTime;
        };
        ctx = ctx.with({ height: BigInt(next_height), time: timeOf(next_time) });
        return {
          ok: true,
          validator_updates: updates.map(({ pubKey, power }) => [
            toHex(pubKey?.ed25519 ?? new Uint8Array()),
            power.toString(),
          ]),
          state,
        };
      }
      try {
        const { value, keep } = onBranch(ctx, (on) => run(on, step));
        keep();
        return { ok: true, ...value };
      } catch (error) {
        return { ok: false, error: error instanceof Error ? error.message : String(error) };
      }
    },
    /** Every key and value of a store as hex. */
    dump: (name: string): string[][] =>
      Array.from(reader.store(name).iterate(), ([key, value]) => [toHex(key), toHex(value)]),
    digest: (name: string): string => digestOf(reader.store(name)),
    staking,
    slashing,
    get ctx() {
      return ctx;
    },
  };

  function describe(on: Ctx) {
    const balanceOf = (address: Uint8Array) =>
      bank.balance(on, accAddress(address), denom).toString();
    const poolBalance = (name: string) => {
      const address = auth.moduleAddress(name);
      return address === undefined ? "" : balanceOf(address);
    };
    return {
      validators: [...staking.validators(on)].map((validator) => ({
        operator: validator.operatorAddress,
        status: validator.status,
        jailed: validator.jailed,
        tokens: validator.tokens,
        delegator_shares: Dec.fromAtomics(validator.delegatorShares).toString(),
        unbonding_height: validator.unbondingHeight.toString(),
        unbonding_time: vectorTime(fromTimestamp(validator.unbondingTime)),
        unbonding_on_hold_ref_count: validator.unbondingOnHoldRefCount.toString(),
        unbonding_ids:
          validator.unbondingIds.length === 0 ? null : validator.unbondingIds.map(Number),
      })),
      delegations: [...staking.delegations(on)].map((record) => [
        record.delegatorAddress,
        record.validatorAddress,
        Dec.fromAtomics(record.shares).toString(),
      ]),
      unbonding_delegations: [...staking.unbondingDelegations(on)].map((record) => ({
        delegator: record.delegatorAddress,
        validator: record.validatorAddress,
        entries: record.entries.map((entry) => ({
          creation_height: entry.creationHeight.toString(),
          completion_time: vectorTime(fromTimestamp(entry.completionTime)),
          initial_balance: entry.initialBalance,
          balance: entry.balance,
          unbonding_id: entry.unbondingId.toString(),
        })),
      })),
      redelegations: [...staking.redelegations(on)].map((record) => ({
        delegator: record.delegatorAddress,
        src: record.validatorSrcAddress,
        dst: record.validatorDstAddress,
        entries: record.entries.map((entry) => ({
          creation_height: entry.creationHeight.toString(),
          completion_time: vectorTime(fromTimestamp(entry.completionTime)),
          initial_balance: entry.initialBalance,
          shares_dst: Dec.fromAtomics(entry.sharesDst).toString(),
          unbonding_id: entry.unbondingId.toString(),
        })),
      })),
      account_balances: input.accounts.map(({ address }) =>
        balanceOf(addresses.acc.fromText(address)),
      ),
      bonded_pool: poolBalance(BONDED_POOL),
      not_bonded_pool: poolBalance(NOT_BONDED_POOL),
      burned: (supply - bank.supply(on, denom)).toString(),
      last_validator_powers: Array.from(
        staking.iterateLastValidatorPowers(on),
        ([operator, power]) => [addresses.val.toText(operator), power.toString()],
      ),
      last_total_power: staking.getLastTotalPower(on).toString(),
    };
  }
}

function digestOf(store: KVStore): string {
  const parts: Uint8Array[] = [];
  for (const [key, value] of store.iterate()) {
    parts.push(uint32BE(key.length), key, uint32BE(value.length), value);
  }
  return toHex(sha256(concatBytes(...parts)));
}

function atomicsBytes(text: string): Uint8Array {
  return new TextEncoder().encode(Dec.fromText(text).toAtomicsText());
}

function timeOf({ seconds, nanos }: VectorTime): Time {
  return BigInt(seconds) * 1_000_000_000n + BigInt(nanos);
}

function vectorTime(time: Time): VectorTime {
  const nanos = ((time % 1_000_000_000n) + 1_000_000_000n) % 1_000_000_000n;
  return { seconds: ((time - nanos) / 1_000_000_000n).toString(), nanos: Number(nanos) };
}
