import {
  type AccAddress,
  addCoins,
  assert,
  type Coins,
  coinsToText,
  decCoinsFromCoins,
  decCoinsToText,
  type Logger,
  mulDec,
  plainError,
  singleCoin,
  subCoins,
  truncateDecCoins,
} from "@testudo/base";
import { bankDenom, denomFromPath } from "@testudo/ibc/transfer";
import { fromDuration } from "@testudo/proto";
import { State } from "@testudo/proto/ibc/core/channel/v1";
import type { NextFeeDistributionEstimate } from "@testudo/proto/interchain_security/ccv/consumer/v1";
import type { ConsumerParams } from "@testudo/proto/interchain_security/ccv/v1";
import { attempt, type Ctx } from "@testudo/runtime";
import {
  CONSUMER_REDISTRIBUTE,
  CONSUMER_TO_SEND_TO_PROVIDER,
  TRANSFER_PORT,
} from "../wire/names.ts";
import { createRewardMemo } from "../wire/reward-memo.ts";
import { feesDistributed } from "./events.ts";
import type { Needs } from "./needs.ts";
import { consumerParams, redistributionFraction } from "./params.ts";
import { state } from "./state.ts";

const NO_HEIGHT = { revisionNumber: 0n, revisionHeight: 0n };

/** What rewards touch. */
export type RewardNeeds = Pick<
  Needs,
  "addresses" | "auth" | "bank" | "channel" | "feeCollector" | "logger" | "transfer"
>;

/** The end of a block: splits the fees and, every so many blocks, sends the provider what is its own. */
export function distributeRewards(ctx: Ctx, needs: RewardNeeds): void {
  splitFees(ctx, needs);
  const params = consumerParams(ctx);
  if (ctx.height - lastTransmission(ctx) < params.blocksPerDistributionTransmission) return;

  const result = attempt(ctx, (branch) => sendRewards(branch, needs, params));
  if (!result.ok) logRefusal(needs.logger, result.error);
  // Also after a refusal: the next try comes a whole period later.
  state.lastTransmission.set(ctx, { height: ctx.height });
}

function logRefusal(logger: Logger, err: Error): void {
  logger.error({ err }, "sending rewards to the provider failed");
}

/** Height of the last try to send rewards; 0 before the first. */
export function lastTransmission(ctx: Ctx): bigint {
  return state.lastTransmission.get(ctx)?.height ?? 0n;
}

/** What the fee collector holds, and how it is divided: the provider gets what is left by rounding down. */
function feeShares(
  ctx: Ctx,
  needs: RewardNeeds,
  params: ConsumerParams,
): { readonly total: Coins; readonly consumer: Coins; readonly provider: Coins } {
  const total = needs.bank.allBalances(ctx, moduleAccount(ctx, needs, needs.feeCollector));
  const share = mulDec(decCoinsFromCoins(total), redistributionFraction(params));
  const consumer = truncateDecCoins(share).coins;
  return { total, consumer, provider: subCoins(total, consumer) };
}

/** Both sends happen even when there is nothing to send: their events are part of every block. */
function splitFees(ctx: Ctx, needs: RewardNeeds): void {
  const { bank, feeCollector } = needs;
  const { consumer, provider } = feeShares(ctx, needs, consumerParams(ctx));
  bank.sendCoinsFromModuleToModule(ctx, feeCollector, CONSUMER_REDISTRIBUTE, consumer);
  // A buffer keeps what a failed transfer returns out of the next split.
  bank.sendCoinsFromModuleToModule(ctx, feeCollector, CONSUMER_TO_SEND_TO_PROVIDER, provider);
}

/** @throws what a transfer refuses */
function sendRewards(ctx: Ctx, needs: RewardNeeds, params: ConsumerParams): void {
  const { addresses, bank, channel, logger, transfer } = needs;
  const sourceChannel = params.distributionTransmissionChannel;
  if (channel.channel(ctx, TRANSFER_PORT, sourceChannel)?.state !== State.STATE_OPEN) {
    logger.debug({ channel: sourceChannel }, "no open channel for rewards");
    return;
  }
  const buffer = moduleAccount(ctx, needs, CONSUMER_TO_SEND_TO_PROVIDER);
  const sender = addresses.acc.toText(buffer);
  const timeout = ctx.time + fromDuration(params.transferTimeoutPeriod);
  const memo = createRewardMemo(params.consumerId, ctx.chainId);

  let sent: Coins = [];
  for (const denom of allowedDenoms(params)) {
    const amount = bank.balance(ctx, buffer, denom);
    if (amount === 0n) continue;
    requireTransferable(denom);
    transfer.transfer(ctx, {
      sourcePort: TRANSFER_PORT,
      sourceChannel,
      token: { denom, amount },
      sender,
      receiver: params.providerFeePoolAddrStr,
      timeoutHeight: NO_HEIGHT,
      timeoutTimestamp: BigInt.asUintN(64, timeout),
      memo,
      encoding: "",
    });
    sent = addCoins(sent, singleCoin(denom, amount));
  }
  logger.debug({ sent: coinsToText(sent) }, "sent rewards to the provider");
  ctx.emit(
    feesDistributed({
      height: ctx.height,
      nextHeight: ctx.height + params.blocksPerDistributionTransmission,
      fraction: params.consumerRedistributionFraction,
      total: sent,
      sent,
    }),
  );
}

/** The one denomination that banks take and transfers do not. */
function requireTransferable(denom: string): void {
  if (denom === "ibc") throw plainError(`denomination ${denom} cannot be transferred`);
}

/** What may leave: own denominations, and vouchers of the provider's. Neither by default. */
function allowedDenoms(params: ConsumerParams): readonly string[] {
  const hop = `${TRANSFER_PORT}/${params.distributionTransmissionChannel}`;
  return [
    ...params.rewardDenoms,
    ...params.providerRewardDenoms.map((denom) => bankDenom(denomFromPath(`${hop}/${denom}`))),
  ];
}

/** What the next distribution would be if it were due now. */
export function estimateNextDistribution(
  ctx: Ctx,
  needs: RewardNeeds,
): NextFeeDistributionEstimate {
  const params = consumerParams(ctx);
  const { total, consumer, provider } = feeShares(ctx, needs, params);
  const lastHeight = lastTransmission(ctx);
  return {
    currentHeight: ctx.height,
    lastHeight,
    nextHeight: lastHeight + params.blocksPerDistributionTransmission,
    distributionFraction: params.consumerRedistributionFraction,
    total: decCoinsToText(decCoinsFromCoins(total)),
    toProvider: decCoinsToText(decCoinsFromCoins(provider)),
    toConsumer: decCoinsToText(decCoinsFromCoins(consumer)),
  };
}

/** The address of a module's account, which is made when it was never used. */
function moduleAccount(ctx: Ctx, { addresses, auth }: RewardNeeds, name: string): AccAddress {
  const account = auth.getModuleAccount(ctx, name);
  assert(account !== undefined, `module account ${name} does not exist`);
  return addresses.acc.fromText(account.address);
}
