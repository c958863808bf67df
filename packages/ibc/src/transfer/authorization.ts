import { parseInt256, validateCoins } from "@testudo/base";
import type { Coin } from "@testudo/proto/cosmos/base/v1beta1";
import type {
  Allocation,
  MsgTransfer,
  TransferAuthorization,
} from "@testudo/proto/ibc/applications/transfer/v1";
import type { Ctx } from "@testudo/runtime";
import { channelErrors } from "../channel/errors.ts";
import { ibcErrors } from "../host/errors.ts";
import { checkChannelId, checkPortId, isBlank } from "../host/identifiers.ts";
import { transferErrors } from "./errors.ts";
import { UNBOUNDED_AMOUNT } from "./keeper.ts";

/** Any memo will do. */
const ANY_MEMO = "*";
/** Gas of comparing with one entry of a list. */
const GAS_PER_ENTRY = 30n;

/** What becomes of a grant that allowed a transfer; undefined leaves it as it is. */
export type AcceptedTransfer = { readonly updated: TransferAuthorization | undefined } | "used up";

/**
 * Whether a grant allows a transfer, and what is left of it.
 *
 * @throws ibc/16 without an allocation for the channel, ibc/5 on another receiver, transfer/10 on another memo, ibc/3
 *   over the limit
 */
export function acceptTransfer(
  ctx: Ctx,
  { allocations }: TransferAuthorization,
  msg: MsgTransfer,
): AcceptedTransfer {
  const index = allocations.findIndex(
    ({ sourcePort, sourceChannel }) =>
      sourceChannel === msg.sourceChannel && sourcePort === msg.sourcePort,
  );
  const allocation = allocations[index];
  if (allocation === undefined) {
    throw ibcErrors.notFound("requested port and channel allocation does not exist");
  }
  requireReceiver(ctx, allocation, msg.receiver);
  requireMemo(ctx, allocation, msg.memo);

  const left = remainingLimit(allocation, msg.token);
  const rest = allocations.flatMap((other, i) => {
    if (i !== index) return [other];
    const spendLimit = left ?? other.spendLimit;
    return spendLimit.length === 0 ? [] : [{ ...other, spendLimit }];
  });
  if (rest.length === 0) return "used up";
  return { updated: left === undefined ? undefined : { allocations: rest } };
}

/** The limit after a transfer; undefined when it has none for the denom. */
function remainingLimit({ spendLimit }: Allocation, token: Coin): readonly Coin[] | undefined {
  const limit = spendLimit.find(({ denom }) => denom === token.denom);
  const allowed = limit === undefined ? 0n : parseInt256(limit.amount);
  if (allowed === UNBOUNDED_AMOUNT) return undefined;
  const left = allowed - parseInt256(token.amount);
  if (left < 0n) {
    throw ibcErrors.insufficientFunds(
      `requested amount of token ${token.denom} is more than spend limit`,
    );
  }
  return spendLimit.flatMap((coin) => {
    if (coin.denom !== token.denom) return [coin];
    return left === 0n ? [] : [{ denom: coin.denom, amount: left.toString() }];
  });
}

function requireReceiver(ctx: Ctx, { allowList }: Allocation, receiver: string): void {
  if (allowList.length === 0) return;
  if (!listed(ctx, allowList, (entry) => entry === receiver)) {
    throw ibcErrors.invalidAddress("not allowed receiver address for transfer");
  }
}

function requireMemo(ctx: Ctx, { allowedPacketData: allowed }: Allocation, memo: string): void {
  if (allowed.length === 0) {
    if (isBlank(memo)) return;
    throw transferErrors.invalidAuthorization(
      "memo must be empty because allowed packet data in allocation is empty",
    );
  }
  if (allowed.length === 1 && allowed[0] === ANY_MEMO) return;
  if (!listed(ctx, allowed, (entry) => entry.trim() === memo.trim())) {
    throw transferErrors.invalidAuthorization(`not allowed memo: ${memo}`);
  }
}

function listed(
  ctx: Ctx,
  entries: readonly string[],
  matches: (entry: string) => boolean,
): boolean {
  return entries.some((entry) => {
    ctx.gas.consume(GAS_PER_ENTRY, "transfer authorization");
    return matches(entry);
  });
}

/** @throws transfer/10, channel/4 on a channel listed twice, ibc/6, host/2 */
export function validateTransferAuthorization({ allocations }: TransferAuthorization): void {
  if (allocations.length === 0) {
    throw transferErrors.invalidAuthorization("allocations cannot be empty");
  }
  const channels = new Set<string>();
  for (const { sourcePort, sourceChannel, spendLimit, allowList } of allocations) {
    if (channels.has(sourceChannel)) {
      throw channelErrors.invalidChannel(`duplicate source channel ID: ${sourceChannel}`);
    }
    channels.add(sourceChannel);
    requireLimit(spendLimit);
    checkPortId(sourcePort);
    checkChannelId(sourceChannel);
    const repeated = allowList.find((entry, i) => allowList.indexOf(entry) !== i);
    if (repeated !== undefined) {
      throw transferErrors.invalidAuthorization(`duplicate entry in allow list ${repeated}`);
    }
  }
}

function requireLimit(spendLimit: readonly Coin[]): void {
  if (spendLimit.length === 0) throw ibcErrors.invalidCoins("spend limit cannot be nil");
  try {
    validateCoins(spendLimit.map(({ denom, amount }) => ({ denom, amount: parseInt256(amount) })));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw ibcErrors.invalidCoins(`invalid spend limit: ${reason}`, error);
  }
}
