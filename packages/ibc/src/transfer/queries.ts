import { fromGoHex, GoHexError, isValidDenom, toHexUpper } from "@testudo/base";
import {
  Denom,
  QueryDenomHashRequest,
  QueryDenomHashResponse,
  QueryDenomRequest,
  QueryDenomResponse,
  QueryDenomsRequest,
  QueryDenomsResponse,
  QueryEscrowAddressRequest,
  QueryEscrowAddressResponse,
  QueryParamsRequest,
  QueryParamsResponse,
  QueryTotalEscrowForDenomRequest,
  QueryTotalEscrowForDenomResponse,
} from "@testudo/proto/ibc/applications/transfer/v1";
import { paginate, type QueryRoute, query } from "@testudo/runtime";
import { channelErrors } from "../channel/errors.ts";
import { checkChannelId, checkPortId } from "../host/identifiers.ts";
import { checkArguments, invalidArgument, notFound } from "../query-answers.ts";
import {
  compareDenoms,
  denomFromPath,
  denomHash,
  HASH_SIZE,
  VOUCHER_PREFIX,
  validateDenom,
} from "./denom.ts";
import { transferErrors } from "./errors.ts";
import { escrowAddress } from "./escrow.ts";
import type { TransferKeeper } from "./keeper.ts";
import type { TransferNeeds } from "./needs.ts";
import { state } from "./state.ts";
import { totalEscrow } from "./vault.ts";

const SERVICE = "/ibc.applications.transfer.v1.Query";

/** Service `ibc.applications.transfer.v1.Query`. */
export function createTransferQueries({
  transfer,
  channel,
  addresses,
}: Pick<TransferNeeds, "channel" | "addresses"> & {
  readonly transfer: TransferKeeper;
}): readonly QueryRoute[] {
  return [
    query(`${SERVICE}/Params`, QueryParamsRequest, QueryParamsResponse, (ctx) => ({
      params: transfer.params(ctx),
    })),
    query(
      `${SERVICE}/Denoms`,
      QueryDenomsRequest,
      QueryDenomsResponse,
      (ctx, { pagination: page }) => {
        const { items, pagination } = paginate({
          store: ctx.store("transfer"),
          prefix: Uint8Array.of(0x03),
          page,
          read: (_key, value) => Denom.decode(value),
        });
        return { denoms: [...items].sort(compareDenoms), pagination };
      },
    ),
    query(`${SERVICE}/Denom`, QueryDenomRequest, QueryDenomResponse, (ctx, { hash: text }) => {
      const hex = text.startsWith(VOUCHER_PREFIX) ? text.slice(VOUCHER_PREFIX.length) : text;
      const hash = denomHashOf(hex);
      const denom = state.denoms.get(ctx, hash);
      if (denom === undefined) throw notFound(transferErrors.denomNotFound, text);
      return { denom };
    }),
    query(
      `${SERVICE}/DenomHash`,
      QueryDenomHashRequest,
      QueryDenomHashResponse,
      (ctx, { trace }) => {
        const denom = denomFromPath(trace);
        checkArguments(() => validateDenom(denom));
        const hash = denomHash(denom);
        if (!state.denoms.has(ctx, hash)) throw notFound(transferErrors.denomNotFound, trace);
        return { hash: toHexUpper(hash) };
      },
    ),
    query(
      `${SERVICE}/EscrowAddress`,
      QueryEscrowAddressRequest,
      QueryEscrowAddressResponse,
      (ctx, { portId, channelId }) => {
        checkArguments(() => {
          checkPortId(portId);
          checkChannelId(channelId);
        });
        if (channel.channel(ctx, portId, channelId) === undefined) {
          throw notFound(
            channelErrors.channelNotFound,
            `port ID (${portId}) channel ID (${channelId})`,
          );
        }
        return { escrowAddress: addresses.acc.toText(escrowAddress(portId, channelId)) };
      },
    ),
    query(
      `${SERVICE}/TotalEscrowForDenom`,
      QueryTotalEscrowForDenomRequest,
      QueryTotalEscrowForDenomResponse,
      (ctx, { denom }) => {
        if (!isValidDenom(denom)) throw invalidArgument(`invalid denom: ${denom}`);
        return { amount: { denom, amount: totalEscrow(ctx, denom).toString() } };
      },
    ),
  ];
}

/** Go's refusal has room for the hash, which it never knows then. */
function denomHashOf(hex: string): Uint8Array {
  const refuse = (why: string) => invalidArgument(`invalid denom trace hash: , error: ${why}`);
  try {
    const hash = fromGoHex(hex);
    if (hash.length === 0 || hash.length === HASH_SIZE) return hash;
    throw refuse(`expected size to be ${HASH_SIZE} bytes, got ${hash.length} bytes`);
  } catch (error) {
    throw error instanceof GoHexError ? refuse(error.message) : error;
  }
}
