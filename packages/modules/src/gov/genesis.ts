import { addCoins, type Coins, coinsAreEqual, coinsToText, plainError } from "@testudo/base";
import type { JsonValue } from "@testudo/proto";
import { GenesisState, ProposalStatus } from "@testudo/proto/cosmos/gov/v1";
import { type Ctx, panic } from "@testudo/runtime";
import { coinsFromWire } from "../wire.ts";
import { GOV } from "./deposits.ts";
import type { GovKeeper } from "./keeper.ts";
import { defaultParams, validateParams } from "./params.ts";
import { timeOf } from "./proposals.ts";
import { state } from "./state.ts";

/** Default parameters, first proposal 1, nothing proposed. */
export function defaultGenesis(): JsonValue {
  return GenesisState.toJSON(
    GenesisState.create({ startingProposalId: 1n, params: defaultParams() }),
  );
}

/** Refuses deposits and votes of no proposal, duplicates, and parameters that contradict each other. */
export function validateGenesis(json: JsonValue, gov: GovKeeper): void {
  const genesis = GenesisState.fromJSON(json);
  if (genesis.startingProposalId === 0n) {
    throw plainError("starting proposal id must be greater than 0");
  }
  const ids = new Set<bigint>();
  for (const { id } of genesis.proposals) {
    if (ids.has(id)) throw plainError(`duplicate proposal id: ${id}`);
    ids.add(id);
  }
  requireDistinct("deposit", genesis.deposits, ids, ({ depositor }) => depositor);
  requireDistinct("vote", genesis.votes, ids, ({ voter }) => voter);
  validateParams(genesis.params ?? panic("gov genesis has no params"), gov.addresses);
}

/** Stores everything, queues the open proposals, and checks that the deposits are there. */
export function initGenesis(ctx: Ctx, gov: GovKeeper, json: JsonValue): void {
  const genesis = GenesisState.fromJSON(json);
  const { addresses, auth, bank } = gov.needs;
  state.nextProposalId.set(ctx, genesis.startingProposalId);
  gov.setParams(ctx, genesis.params ?? panic("gov genesis has no params"));
  state.constitution.set(ctx, genesis.constitution);
  const account = auth.getModuleAccount(ctx, GOV) ?? panic("gov module account has not been set");

  let total: Coins = [];
  for (const deposit of genesis.deposits) {
    const depositor = addresses.acc.fromText(deposit.depositor);
    state.deposits.set(ctx, [deposit.proposalId, depositor], deposit);
    total = addCoins(total, coinsFromWire(deposit.amount));
  }
  for (const vote of genesis.votes) {
    state.votes.set(ctx, [vote.proposalId, addresses.acc.fromText(vote.voter)], vote);
  }
  for (const proposal of genesis.proposals) {
    const { id, status } = proposal;
    if (status === ProposalStatus.PROPOSAL_STATUS_DEPOSIT_PERIOD) {
      state.inactiveQueue.set(ctx, [timeOf(proposal.depositEndTime), id], id);
    } else if (status === ProposalStatus.PROPOSAL_STATUS_VOTING_PERIOD) {
      state.activeQueue.set(ctx, [timeOf(proposal.votingEndTime), id], id);
    }
    gov.setProposal(ctx, proposal);
  }

  const balance = bank.allBalances(ctx, addresses.acc.fromText(account.address));
  if (balance.length === 0) auth.setAccount(ctx, account);
  if (!coinsAreEqual(balance, total)) {
    panic(`expected module account was ${coinsToText(balance)} but we got ${coinsToText(total)}`);
  }
}

/** Everything gov stores. */
export function exportGenesis(ctx: Ctx, gov: GovKeeper): JsonValue {
  return GenesisState.toJSON(
    GenesisState.create({
      startingProposalId: state.nextProposalId.peek(ctx),
      deposits: [...state.deposits.values(ctx)],
      votes: [...state.votes.values(ctx)],
      proposals: [...state.proposals.values(ctx)],
      params: gov.params(ctx),
      constitution: state.constitution.get(ctx) ?? "",
    }),
  );
}

function requireDistinct<T extends { readonly proposalId: bigint }>(
  what: string,
  entries: readonly T[],
  ids: ReadonlySet<bigint>,
  ownerOf: (entry: T) => string,
): void {
  const seen = new Set<string>();
  for (const entry of entries) {
    const owner = ownerOf(entry);
    if (!ids.has(entry.proposalId)) {
      throw plainError(`${what} of ${owner} has non-existent proposal id: ${entry.proposalId}`);
    }
    const id = `${entry.proposalId}/${owner}`;
    if (seen.has(id)) throw plainError(`duplicate ${what}: ${id}`);
    seen.add(id);
  }
}
