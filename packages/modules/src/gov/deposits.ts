import {
  type AccAddress,
  addCoins,
  type Coin,
  type Coins,
  coinsAreValid,
  coinsToText,
  coinToText,
  Dec,
  isAllGTE,
  newCoins,
  sdkErrors,
} from "@testudo/base";
import type { Deposit, Params, Proposal } from "@testudo/proto/cosmos/gov/v1";
import { ProposalStatus } from "@testudo/proto/cosmos/gov/v1";
import { type Ctx, panic } from "@testudo/runtime";
import { addressFromWire, coinsFromWire, coinsToWire } from "../wire.ts";
import { errors } from "./errors.ts";
import { deposited } from "./events.ts";
import type { Needs } from "./needs.ts";
import { activateVotingPeriod, proposalParams, requireProposal, setProposal } from "./proposals.ts";
import { state } from "./state.ts";

/** Name of the module account that holds deposits. */
export const GOV = "gov";

/** What deposits need of others. */
export type DepositNeeds = Pick<Needs, "addresses" | "auth" | "bank" | "distribution">;

/**
 * Checks the deposit that comes with a proposal.
 *
 * @throws sdk/10, errors.minDepositTooSmall, errors.invalidDepositDenom
 */
export function requireInitialDeposit(params: Params, deposit: Coins, expedited: boolean): void {
  if (!coinsAreValid(deposit)) throw sdkErrors.invalidCoins(coinsToText(deposit));
  const ratio = Dec.fromText(params.minInitialDepositRatio);
  if (!ratio.isZero()) {
    const least = minDeposit(params, expedited).map(({ denom, amount }) => ({
      denom,
      amount: Dec.fromInt(amount).mul(ratio).roundInt(),
    }));
    // No coins at all cover nothing, not even a minimum that rounds to zero.
    if (deposit.length === 0 || !isAllGTE(deposit, least)) {
      throw errors.minDepositTooSmall(
        `was (${coinsToText(deposit)}), need (${coinsToText(least)})`,
      );
    }
  }
  requireDepositDenoms(params, deposit);
}

/**
 * Takes a deposit and starts voting when it completes the minimum.
 *
 * @returns whether voting started
 * @throws undefined/1 for an unknown proposal, errors.inactiveProposal, errors.invalidDepositDenom,
 * errors.minDepositTooSmall, and what bank throws
 */
export function addDeposit(
  ctx: Ctx,
  { addresses, bank }: DepositNeeds,
  { proposalId, depositor, amount }: { proposalId: bigint; depositor: AccAddress; amount: Coins },
): boolean {
  const proposal = requireProposal(ctx, proposalId);
  if (!takesDeposits(proposal)) throw errors.inactiveProposal(proposalId.toString());
  const params = proposalParams(ctx);
  const least = minDeposit(params, proposal.expedited);
  const ratio = Dec.fromText(params.minDepositRatio);
  requireDepositDenoms(params, amount);
  if (!ratio.isZero()) requireLeastPart(amount, least, ratio);

  bank.sendCoinsFromAccountToModule(ctx, depositor, GOV, amount);
  const total = addCoins(newCoins(coinsFromWire(proposal.totalDeposit)), amount);
  const funded: Proposal = { ...proposal, totalDeposit: coinsToWire(total) };
  setProposal(ctx, funded);
  const starts =
    funded.status === ProposalStatus.PROPOSAL_STATUS_DEPOSIT_PERIOD && isAllGTE(total, least);
  if (starts) activateVotingPeriod(ctx, funded);

  const before = state.deposits.get(ctx, [proposalId, depositor]);
  const deposit: Deposit =
    before === undefined
      ? {
          proposalId,
          depositor: addresses.acc.toText(depositor),
          amount: coinsToWire(amount),
        }
      : {
          ...before,
          amount: coinsToWire(addCoins(newCoins(coinsFromWire(before.amount)), amount)),
        };
  ctx.emit(deposited(proposalId, addresses.acc.toText(depositor), amount));
  state.deposits.set(ctx, [proposalId, depositor], deposit);
  return starts;
}

/** Gives every depositor its deposit back. */
export function refundDeposits(ctx: Ctx, { bank }: DepositNeeds, proposalId: bigint): void {
  for (const [key, deposit] of state.deposits.entries(ctx, { prefix: [proposalId] })) {
    bank.sendCoinsFromModuleToAccount(ctx, GOV, key[1], coinsFromWire(deposit.amount));
    state.deposits.delete(ctx, key);
  }
}

/** Destroys all deposits of a proposal. */
export function burnDeposits(ctx: Ctx, { bank }: DepositNeeds, proposalId: bigint): void {
  let burnt: Coins = [];
  for (const [key, deposit] of state.deposits.entries(ctx, { prefix: [proposalId] })) {
    burnt = addCoins(burnt, coinsFromWire(deposit.amount));
    state.deposits.delete(ctx, key);
  }
  bank.burnCoins(ctx, GOV, burnt);
}

/** Keeps the cancellation's share of every deposit and gives back the rest. */
export function chargeDeposits(
  ctx: Ctx,
  needs: DepositNeeds,
  { proposalId, params }: { proposalId: bigint; params: Params },
): void {
  const ratio = Dec.fromText(params.proposalCancelRatio);
  let charges: Coins = [];
  for (const deposit of [...state.deposits.values(ctx, { prefix: [proposalId] })]) {
    const depositor = needs.addresses.acc.fromText(deposit.depositor);
    let rest: Coins = [];
    for (const { denom, amount } of coinsFromWire(deposit.amount)) {
      const charge = Dec.fromInt(amount).mul(ratio).truncateInt();
      rest = addCoins(rest, newCoins([{ denom, amount: amount - charge }]));
      charges = addCoins(charges, newCoins([{ denom, amount: charge }]));
    }
    if (rest.length > 0) needs.bank.sendCoinsFromModuleToAccount(ctx, GOV, depositor, rest);
    state.deposits.delete(ctx, [deposit.proposalId, depositor]);
  }
  if (charges.length > 0) payCharges(ctx, needs, charges, params.proposalCancelDest);
}

function payCharges(
  ctx: Ctx,
  { addresses, auth, bank, distribution }: DepositNeeds,
  charges: Coins,
  destination: string,
): void {
  if (destination === "") {
    bank.burnCoins(ctx, GOV, charges);
    return;
  }
  const pool = auth.moduleAddress("distribution");
  if (pool !== undefined && addresses.acc.toText(pool) === destination) {
    const gov = auth.moduleAddress(GOV) ?? panic("gov module account has not been set");
    distribution.fundCommunityPool(ctx, charges, gov);
    return;
  }
  const to = addressFromWire(addresses.acc, destination, (why) => sdkErrors.invalidAddress(why));
  bank.sendCoinsFromModuleToAccount(ctx, GOV, to, charges);
}

function requireDepositDenoms(params: Params, deposit: Coins): void {
  const accepted = params.minDeposit.map(({ denom }) => denom);
  if (deposit.every(({ denom }) => accepted.includes(denom))) return;
  throw errors.invalidDepositDenom(
    `deposited ${coinsToText(deposit)}, but gov accepts only the following denom(s): [${accepted.join(" ")}]`,
  );
}

/** Some denom of the minimum must be covered to the least part that is accepted at once. */
function requireLeastPart(deposit: Coins, least: readonly Coin[], ratio: Dec): void {
  const parts = least.map(({ denom, amount }) => ({
    denom,
    amount: Dec.fromInt(amount).mul(ratio).truncateInt(),
  }));
  const covered = parts.some(({ denom, amount }) => {
    const given = deposit.find((coin) => coin.denom === denom);
    return given !== undefined && given.amount >= amount;
  });
  if (covered) return;
  throw errors.minDepositTooSmall(
    `received ${coinsToText(deposit)} but need at least one of the following: ${parts.map(coinToText).join(",")}`,
  );
}

function minDeposit(params: Params, expedited: boolean): readonly Coin[] {
  return coinsFromWire(expedited ? params.expeditedMinDeposit : params.minDeposit);
}

function takesDeposits({ status }: Proposal): boolean {
  return (
    status === ProposalStatus.PROPOSAL_STATUS_DEPOSIT_PERIOD ||
    status === ProposalStatus.PROPOSAL_STATUS_VOTING_PERIOD
  );
}
