import {
  AppError,
  addCoins,
  addDecCoins,
  type Coin,
  type Coins,
  consumerId,
  createAddressCodec,
  Dec,
  type DecCoins,
  fromHex,
  providerConsAddress,
  silentLogger,
  toHex,
} from "@testudo/base";
import {
  type ConsumerNeeds,
  consumerState,
  createConsumerKeeper,
  createConsumerModule,
} from "@testudo/ccv/consumer";
import {
  capValidatorSet,
  capValidatorsPower,
  computeConsumerNextValSet,
  createProviderKeeper,
  DEFAULT_PARAMS,
  diffValidators,
  minPowerInTopN,
  type ProviderNeeds,
  providerState as state,
} from "@testudo/ccv/provider";
import {
  accumulateChanges,
  calculateTrustPeriod,
  DEFAULT_CONSUMER_PARAMS,
} from "@testudo/ccv/wire";
import { ed25519Key } from "@testudo/crypto";
import { toDuration } from "@testudo/proto";
import { BondStatus, Validator } from "@testudo/proto/cosmos/staking/v1beta1";
import {
  type ConsensusValidator,
  PowerShapingParameters,
} from "@testudo/proto/interchain_security/ccv/provider/v1";
import type { ValidatorUpdate } from "@testudo/proto/tendermint/abci";
import { createCtx } from "@testudo/runtime";
import { createMemoryMultiStore } from "@testudo/store";
import { describeVectors } from "@testudo/testkit/vectors";
import { type TimeVector, timeOf, timeVectorOf } from "./comet-shapes.ts";

/** A provider address or a public key, and a power. */
type Powered = readonly [string, string];

interface StoredValidator {
  readonly provider_cons_addr: string;
  readonly power: string;
  readonly public_key: string;
  readonly join_height: string;
}

const addresses = createAddressCodec("cosmos");
const CONSUMER = consumerId("0");

describeVectors("ccv.json", {
  power_cap(
    input: { percent: number; validators: Powered[] },
    expected: { validators: Powered[] },
  ) {
    const capped = capValidatorsPower(input.percent, input.validators.map(byAddress));
    expect(capped.map(addressAndPower)).toEqual(expected.validators);
  },

  validator_set_cap(
    input: { top_n: number; validator_set_cap: number; validators: Powered[] },
    expected: { validators: Powered[] },
  ) {
    const shaping = PowerShapingParameters.create({
      topN: input.top_n,
      validatorSetCap: input.validator_set_cap,
    });
    const capped = capValidatorSet(shaping, input.validators.map(byAddress));
    expect(capped.map(addressAndPower)).toEqual(expected.validators);
  },

  min_power_in_top_n(
    input: { top_n: number; powers: string[] },
    expected: { ok: boolean; min_power: string },
  ) {
    const compute = () => minPowerInTopN(input.powers.map(BigInt), input.top_n);
    if (!expected.ok) return expect(compute).toThrow(AppError);
    expect(`${compute()}`).toBe(expected.min_power);
  },

  next_validator_set(
    input: {
      block_height: string;
      max_provider_consensus_validators: string;
      power_shaping: unknown;
      bonded_validators_by_power: {
        cons_addr: string;
        public_key: string;
        tokens: string;
        power: string;
      }[];
      opted_in: string[];
      assigned_keys: Record<string, string>;
      current_set: StoredValidator[];
    },
    expected: {
      ok: boolean;
      stored_set: StoredValidator[];
      updates_in_order: Powered[];
      opted_in_after: number;
      min_power_in_top_n_found: boolean;
      min_power_in_top_n: string;
    },
  ) {
    const bonded = input.bonded_validators_by_power.map((entry) => ({
      ...entry,
      validator: bondedValidator(entry.cons_addr, entry.public_key, entry.tokens),
    }));
    const { keeper, ctx } = setUp({
      height: BigInt(input.block_height),
      staking: {
        maxValidators: () => bonded.length,
        bondedValidatorsByPower: () => bonded.map(({ validator }) => validator),
        lastValidatorPower: (_, operator) =>
          BigInt(bonded.find(({ cons_addr }) => cons_addr === toHex(operator))?.power ?? 0),
        validatorByConsAddr: (_, address) =>
          bonded.find(({ cons_addr }) => cons_addr === toHex(address))?.validator,
      },
    });
    state.params.set(ctx, {
      ...DEFAULT_PARAMS,
      maxProviderConsensusValidators: BigInt(input.max_provider_consensus_validators),
    });
    const shaping = PowerShapingParameters.fromJSON(input.power_shaping);
    state.powerShapingParameters.set(ctx, CONSUMER, shaping);
    for (const name of ["allowlist", "denylist", "prioritylist"] as const) {
      for (const text of shaping[name]) {
        const address = providerConsAddress(addresses.cons.fromText(text));
        state[name].set(ctx, [CONSUMER, address], new Uint8Array());
      }
    }
    for (const address of input.opted_in) {
      state.optedIn.set(ctx, [CONSUMER, providerAddress(address)], new Uint8Array());
    }
    for (const [address, key] of Object.entries(input.assigned_keys)) {
      const ed25519 = fromHex(key);
      state.assignedKeys.set(ctx, [CONSUMER, providerAddress(address)], { ed25519 });
    }
    const current = input.current_set.map(memberOf);
    for (const member of current) {
      const address = providerConsAddress(member.providerConsAddr);
      state.consumerValidators.set(ctx, [CONSUMER, address], member);
    }

    const electorate = keeper.validatorSets.electorate(ctx);
    const compute = () => computeConsumerNextValSet(ctx, CONSUMER, current, electorate);
    if (!expected.ok) return expect(compute).toThrow(AppError);
    const updates = compute();

    expect(updates.map(keyAndPower)).toEqual(expected.updates_in_order);
    expect([...state.consumerValidators.values(ctx)].map(storedMember)).toEqual(
      expected.stored_set,
    );
    expect([...state.optedIn.keys(ctx)]).toHaveLength(expected.opted_in_after);
    const minPower = state.minPowersInTopN.get(ctx, CONSUMER);
    expect(minPower !== undefined).toBe(expected.min_power_in_top_n_found);
    expect(`${minPower ?? 0n}`).toBe(expected.min_power_in_top_n);
  },

  diff_validators(
    input: { current: Powered[]; next: Powered[] },
    expected: { updates: Powered[] },
  ) {
    const updates = diffValidators(input.current.map(byKey), input.next.map(byKey));
    expect(updates.map(keyAndPower)).toEqual(expected.updates);
  },

  accumulate_changes(
    input: { current: Powered[]; new: Powered[] },
    expected: { updates_in_order: Powered[] },
  ) {
    const updates = accumulateChanges(input.current.map(updateOf), input.new.map(updateOf));
    expect(updates.map(keyAndPower)).toEqual(expected.updates_in_order);
  },

  slash_meter(
    input: {
      replenish_fraction: string;
      replenish_period: string;
      initial: { time: TimeVector; total_power: string };
      steps: { time: TimeVector; total_power: string; deduct_after_check: string }[];
    },
    expected: {
      after_init_then_each_check: { allowance: string; meter: string; candidate: TimeVector }[];
      final_meter_stored_bytes: string;
    },
  ) {
    let totalPower = BigInt(input.initial.total_power);
    const { keeper, ctx } = setUp({ staking: { getLastTotalPower: () => totalPower } });
    state.params.set(ctx, {
      ...DEFAULT_PARAMS,
      slashMeterReplenishFraction: input.replenish_fraction,
      slashMeterReplenishPeriod: toDuration(BigInt(input.replenish_period)),
    });
    const reading = () => {
      const candidate = state.slashMeterReplenishTimeCandidate.get(ctx) ?? 0n;
      return {
        allowance: `${keeper.slashMeter.slashMeterAllowance(ctx)}`,
        meter: `${state.slashMeter.get(ctx)}`,
        candidate: timeVectorOf(candidate),
      };
    };

    keeper.slashMeter.initializeSlashMeter(ctx.with({ time: timeOf(input.initial.time) }));
    const readings = [reading()];
    for (const step of input.steps) {
      totalPower = BigInt(step.total_power);
      keeper.slashMeter.replenishIfDue(ctx.with({ time: timeOf(step.time) }));
      readings.push(reading());
      state.slashMeter.set(
        ctx,
        (state.slashMeter.get(ctx) ?? 0n) - BigInt(step.deduct_after_check),
      );
    }
    expect(readings).toEqual(expected.after_init_then_each_check);
    const stored = ctx.store("provider").get(state.slashMeter.rawKey());
    expect(toHex(stored ?? new Uint8Array())).toBe(expected.final_meter_stored_bytes);
  },

  slash_meter_allowance(
    input: { fraction: string; total_power: string },
    expected: { allowance: string },
  ) {
    const { keeper, ctx } = setUp({
      staking: { getLastTotalPower: () => BigInt(input.total_power) },
    });
    state.params.set(ctx, { ...DEFAULT_PARAMS, slashMeterReplenishFraction: input.fraction });
    expect(`${keeper.slashMeter.slashMeterAllowance(ctx)}`).toBe(expected.allowance);
  },

  provider_reward_split(
    input: {
      height: string;
      blocks_per_epoch: string;
      epochs_to_start_receiving_rewards: string;
      community_tax: string;
      rewards: { denom: string; amount: string }[];
      consumer_validators: {
        cons_addr: string;
        power: string;
        join_height: string;
        staking_commission_rate: string;
        consumer_commission_rate?: string;
      }[];
    },
    expected: {
      sent_to_distribution: VectorCoin[];
      community_pool: VectorCoin[];
      validator_rewards_in_order: {
        cons_addr: string;
        commission_rate: string;
        reward: VectorCoin[];
      }[];
      remaining_allocation: VectorCoin[];
    },
  ) {
    let sent: Coins = [];
    let given: Coins = [];
    const paid = new Map<string, { rate: string; reward: DecCoins }>();
    const { keeper, ctx } = setUp({
      height: BigInt(input.height),
      staking: {
        validatorByConsAddr: (_, address) => {
          const entry = input.consumer_validators.find((v) => v.cons_addr === toHex(address));
          const rate = Dec.fromText(entry?.staking_commission_rate ?? "0").toAtomicsText();
          return Validator.create({
            operatorAddress: toHex(address),
            commission: {
              commissionRates: { rate, maxRate: "0", maxChangeRate: "0" },
              updateTime: { seconds: 0n, nanos: 0 },
            },
          });
        },
      },
      others: {
        bank: {
          sendCoinsFromModuleToModule(_ctx, _from, _to, coins) {
            sent = addCoins(sent, coins);
          },
        },
        distribution: {
          communityTax: () => Dec.fromText(input.community_tax),
          fundCommunityPool(_ctx, coins) {
            given = addCoins(given, coins);
          },
          allocateTokensToValidator(_ctx, validator, tokens) {
            const { operatorAddress: who, commission } = validator;
            const rate = Dec.fromAtomics(commission.commissionRates.rate).toString();
            const reward = addDecCoins(paid.get(who)?.reward ?? [], tokens);
            paid.set(who, { rate, reward });
          },
        },
      },
    });
    state.params.set(ctx, {
      ...DEFAULT_PARAMS,
      blocksPerEpoch: BigInt(input.blocks_per_epoch),
      numberOfEpochsToStartReceivingRewards: BigInt(input.epochs_to_start_receiving_rewards),
    });
    state.chainIds.set(ctx, CONSUMER, "consumer-1");
    state.clients.set(ctx, CONSUMER, "07-tendermint-0");
    for (const { denom, amount } of input.rewards) {
      state.rewardDenoms.set(ctx, denom, new Uint8Array());
      state.rewardAllocations.set(ctx, [CONSUMER, denom], {
        rewards: [{ denom, amount: Dec.fromText(amount).toAtomicsText() }],
      });
    }
    for (const validator of input.consumer_validators) {
      const address = providerAddress(validator.cons_addr);
      state.consumerValidators.set(ctx, [CONSUMER, address], {
        providerConsAddr: address,
        power: BigInt(validator.power),
        publicKey: { ed25519: new Uint8Array(32) },
        joinHeight: BigInt(validator.join_height),
      });
      if (validator.consumer_commission_rate !== undefined) {
        const rate = Dec.fromText(validator.consumer_commission_rate);
        state.commissionRates.set(ctx, [CONSUMER, address], rate);
      }
    }

    keeper.rewards.distributeRewards(ctx);

    expect(sent.map(coinText)).toEqual(expected.sent_to_distribution);
    expect(given.map(coinText)).toEqual(expected.community_pool);
    expect(
      Array.from(paid, ([cons_addr, { rate, reward }]) => ({
        cons_addr,
        commission_rate: rate,
        reward: reward.map(({ denom, amount }) => ({ denom, amount: `${amount}` })),
      })),
    ).toEqual(expected.validator_rewards_in_order);
    expect(
      [...state.rewardAllocations.values(ctx)].flatMap(({ rewards }) =>
        rewards.map(({ denom, amount }) => ({ denom, amount: `${Dec.fromAtomics(amount)}` })),
      ),
    ).toEqual(expected.remaining_allocation);
  },

  consumer_reward_split(
    input: { fraction: string; fee_pool: VectorCoin[] },
    expected: { cons_redistribute: VectorCoin[]; cons_to_send_to_provider: VectorCoin[] },
  ) {
    const moved = new Map<string, Coins>();
    const needs = {
      addresses,
      logger: silentLogger,
      feeCollector: "fee_collector",
      auth: { getModuleAccount: () => ({ address: addresses.acc.toText(new Uint8Array(20)) }) },
      bank: {
        allBalances: () =>
          input.fee_pool.map(({ denom, amount }) => ({ denom, amount: BigInt(amount) })),
        sendCoinsFromModuleToModule(_ctx: unknown, _from: string, to: string, coins: Coins) {
          moved.set(to, coins);
        },
      },
    };
    const ctx = createCtx({
      state: createMemoryMultiStore(["ccvconsumer"]).branch(),
      height: 1n,
    });
    consumerState.params.set(ctx, {
      ...DEFAULT_CONSUMER_PARAMS,
      consumerRedistributionFraction: input.fraction,
    });
    const consumer = createConsumerModule(createConsumerKeeper(needs as unknown as ConsumerNeeds));

    consumer.endBlock?.(ctx);

    expect(moved.get("cons_redistribute")?.map(coinText)).toEqual(expected.cons_redistribute);
    expect(moved.get("cons_to_send_to_provider")?.map(coinText)).toEqual(
      expected.cons_to_send_to_provider,
    );
  },

  trust_period(
    input: { unbonding_period: string; fraction: string },
    expected: { ok: boolean; trusting_period: string },
  ) {
    const compute = () => calculateTrustPeriod(BigInt(input.unbonding_period), input.fraction);
    if (!expected.ok) return expect(compute).toThrow();
    expect(`${compute()}`).toBe(expected.trusting_period);
  },
});

interface VectorCoin {
  readonly denom: string;
  readonly amount: string;
}

/** A keeper whose neighbours answer only what a test gives them. */
function setUp({
  height = 1n,
  staking = {},
  others = {},
}: {
  readonly height?: bigint;
  readonly staking?: Partial<ProviderNeeds["staking"]>;
  readonly others?: Partial<ProviderNeeds>;
}) {
  const needs = {
    addresses,
    authority: "",
    logger: silentLogger,
    auth: { getModuleAccount: () => ({ address: addresses.acc.toText(new Uint8Array(20)) }) },
    ...others,
    staking,
  };
  const store = createMemoryMultiStore(["provider"]).branch();
  return {
    keeper: createProviderKeeper(needs as ProviderNeeds),
    ctx: createCtx({ state: store, height }),
  };
}

function bondedValidator(address: string, key: string, tokens: string): Validator {
  return Validator.create({
    operatorAddress: addresses.val.toText(fromHex(address)),
    consensusPubkey: ed25519Key(fromHex(key)).any(),
    status: BondStatus.BOND_STATUS_BONDED,
    tokens,
  });
}

const providerAddress = (hex: string) => providerConsAddress(fromHex(hex));

const byAddress = ([address, power]: Powered): ConsensusValidator => ({
  providerConsAddr: fromHex(address),
  power: BigInt(power),
  joinHeight: 0n,
});

const addressAndPower = ({ providerConsAddr, power }: ConsensusValidator): Powered => [
  toHex(providerConsAddr),
  `${power}`,
];

const byKey = ([key, power]: Powered): ConsensusValidator => ({
  providerConsAddr: new Uint8Array(),
  publicKey: { ed25519: fromHex(key) },
  power: BigInt(power),
  joinHeight: 0n,
});

const updateOf = ([key, power]: Powered): ValidatorUpdate => ({
  pubKey: { ed25519: fromHex(key) },
  power: BigInt(power),
});

const keyAndPower = ({ pubKey, power }: ValidatorUpdate): Powered => [
  toHex(pubKey.ed25519 ?? new Uint8Array()),
  `${power}`,
];

const memberOf = (member: StoredValidator): ConsensusValidator => ({
  providerConsAddr: fromHex(member.provider_cons_addr),
  power: BigInt(member.power),
  publicKey: { ed25519: fromHex(member.public_key) },
  joinHeight: BigInt(member.join_height),
});

const storedMember = (member: ConsensusValidator): StoredValidator => ({
  provider_cons_addr: toHex(member.providerConsAddr),
  power: `${member.power}`,
  public_key: toHex(member.publicKey?.ed25519 ?? new Uint8Array()),
  join_height: `${member.joinHeight}`,
});

const coinText = ({ denom, amount }: Coin): VectorCoin => ({ denom, amount: `${amount}` });
