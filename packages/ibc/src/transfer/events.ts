import { type AppError, fromUtf8, toHexUpper, utf8 } from "@testudo/base";
import type { Denom, FungibleTokenPacketData } from "@testudo/proto/ibc/applications/transfer/v1";
import { type Ctx, event } from "@testudo/runtime";
import type { StandardAcknowledgement } from "../channel/acknowledgement.ts";
import { goJsonString } from "../go-json.ts";
import { denomHash, denomPath } from "./denom.ts";
import type { TransferData } from "./packet-data.ts";

const MODULE = event("message", ["module", "transfer"]);

/** Tokens left. */
export function emitTransfer(ctx: Ctx, data: FungibleTokenPacketData): void {
  ctx.emit(
    event(
      "ibc_transfer",
      ["sender", data.sender],
      ["receiver", data.receiver],
      ["denom", data.denom],
      ["amount", data.amount],
      ["memo", data.memo],
    ),
  );
  ctx.emit(MODULE);
}

/** Tokens arrived, or were refused with `error`. Data that could not be read shows as empty. */
export function emitReceive(
  ctx: Ctx,
  data: TransferData | undefined,
  error: AppError | undefined,
): void {
  const outcome: readonly (readonly [string, string])[] =
    error === undefined
      ? [["success", "true"]]
      : [
          ["success", "false"],
          ["error", error.message],
        ];
  ctx.emit(event("fungible_token_packet", ...dataAttributes(data), ...outcome));
  ctx.emit(MODULE);
}

/** The counterparty answered; the answer shows in text form and once more by itself. */
export function emitAcknowledgement(
  ctx: Ctx,
  data: TransferData,
  acknowledgement: StandardAcknowledgement,
): void {
  const text = compactText(acknowledgement);
  ctx.emit(event("fungible_token_packet", ...dataAttributes(data), ["acknowledgement", text]));
  ctx.emit(MODULE);
  const { result, error } = acknowledgement;
  if (result !== undefined) ctx.emit(event("fungible_token_packet", ["success", result]));
  else if (error !== undefined) ctx.emit(event("fungible_token_packet", ["error", error]));
}

/** Tokens came back because nobody received them in time. */
export function emitTimeout(ctx: Ctx, { denom, amount, sender, memo }: TransferData): void {
  const tokens = `{"denom":${denomJson(denom)},"amount":${goJsonString(amount)}}`;
  ctx.emit(event("timeout", ["receiver", sender], ["refund_tokens", tokens], ["memo", memo]));
  ctx.emit(MODULE);
}

/** A voucher's history, told at every receipt. */
export function emitDenom(ctx: Ctx, denom: Denom): void {
  ctx.emit(
    event(
      "denomination",
      ["denom_hash", toHexUpper(denomHash(denom))],
      ["denom", denomJson(denom)],
    ),
  );
}

function dataAttributes(data: TransferData | undefined): readonly (readonly [string, string])[] {
  return [
    ["sender", data?.sender ?? ""],
    ["receiver", data?.receiver ?? ""],
    ["denom", data === undefined ? "" : denomPath(data.denom)],
    ["amount", data?.amount ?? ""],
    ["memo", data?.memo ?? ""],
  ];
}

function denomJson({ base, trace }: Denom): string {
  const hops = trace.map(
    ({ portId, channelId }) =>
      `{"port_id":${goJsonString(portId)},"channel_id":${goJsonString(channelId)}}`,
  );
  const name = base === "" ? "" : `"base":${goJsonString(base)},`;
  return `{${name}"trace":${hops.length === 0 ? "null" : `[${hops.join(",")}]`}}`;
}

/** Protobuf's compact text form, with its blank at the end. */
function compactText({ result, error }: StandardAcknowledgement): string {
  if (result !== undefined) return `result:${quoted(result)} `;
  if (error !== undefined) return `error:${quoted(utf8(error))} `;
  return "";
}

const TEXT_ESCAPES: Readonly<Record<string, string>> = {
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
  '"': '\\"',
  "\\": "\\\\",
};

function quoted(bytes: Uint8Array): string {
  const characters = Array.from(bytes, (byte) => {
    const character = fromUtf8(Uint8Array.of(byte));
    const escaped = TEXT_ESCAPES[character];
    if (escaped !== undefined) return escaped;
    const isPrintable = byte >= 0x20 && byte < 0x7f;
    return isPrintable ? character : `\\${byte.toString(8).padStart(3, "0")}`;
  });
  return `"${characters.join("")}"`;
}
