import { InvalidNumber, isValidDenom, parseInt256, utf8 } from "@testudo/base";
import type { Coin } from "@testudo/proto/cosmos/base/v1beta1";
import {
  MsgTransfer,
  MsgTransferResponse,
  MsgUpdateParams,
  MsgUpdateParamsResponse,
} from "@testudo/proto/ibc/applications/transfer/v1";
import { type MessageRoute, route } from "@testudo/runtime";
import { ibcErrors } from "../host/errors.ts";
import { checkChannelId, checkPortId, isBlank } from "../host/identifiers.ts";
import { type AccountNeeds, readAddress, requireAuthority } from "../signer.ts";
import { parseDenomHash, VOUCHER_PREFIX } from "./denom.ts";
import { transferErrors } from "./errors.ts";
import type { TransferKeeper } from "./keeper.ts";
import { MAX_MEMO_LENGTH } from "./packet-data.ts";

/** Bounds what a packet keeps in a block and its events; in bytes. */
const MAX_RECEIVER_LENGTH = 2048;

/** Service `ibc.applications.transfer.v1.Msg`. */
export function createTransferMessages({
  transfer,
  addresses,
  authority,
}: AccountNeeds & { readonly transfer: TransferKeeper }): readonly MessageRoute[] {
  return [
    route(MsgTransfer, MsgTransferResponse, {
      validateBasic(msg) {
        checkPortId(msg.sourcePort);
        checkChannelId(msg.sourceChannel);
        readToken(msg.token);
        readAddress(addresses, msg.sender);
        if (isBlank(msg.receiver)) throw ibcErrors.invalidAddress("missing recipient address");
        if (utf8(msg.receiver).length > MAX_RECEIVER_LENGTH) {
          throw ibcErrors.invalidAddress(
            `recipient address must not exceed ${MAX_RECEIVER_LENGTH} bytes`,
          );
        }
        if (utf8(msg.memo).length > MAX_MEMO_LENGTH) {
          throw transferErrors.invalidMemo(`memo must not exceed ${MAX_MEMO_LENGTH} bytes`);
        }
      },
      handle(ctx, msg) {
        return { sequence: transfer.transfer(ctx, { ...msg, token: readToken(msg.token) }) };
      },
    }),
    route(MsgUpdateParams, MsgUpdateParamsResponse, {
      validateBasic(msg) {
        readAddress(addresses, msg.signer);
      },
      handle(ctx, msg) {
        requireAuthority(authority, msg.signer);
        transfer.setParams(ctx, msg.params);
        return {};
      },
    }),
  ];
}

/** @throws ibc/6 whatever is wrong with the coin */
function readToken({ denom, amount: text }: Coin): { denom: string; amount: bigint } {
  const amount = positiveAmount(text);
  if (amount === undefined || !isTransferable(denom)) {
    throw ibcErrors.invalidCoins(`${text}${denom}`);
  }
  return { denom, amount };
}

function positiveAmount(text: string): bigint | undefined {
  try {
    const amount = parseInt256(text);
    return amount > 0n ? amount : undefined;
  } catch (error) {
    if (error instanceof InvalidNumber) return undefined;
    throw error;
  }
}

/** Whether bank can hold the denom and, if it names a voucher, the hash is well formed. */
function isTransferable(denom: string): boolean {
  if (!isValidDenom(denom) || denom === "ibc") return false;
  if (!denom.startsWith(VOUCHER_PREFIX)) return true;
  const hex = denom.slice(VOUCHER_PREFIX.length);
  return hex !== "" && parseDenomHash(hex) !== undefined;
}
