import { plainError } from "@testudo/base";
import { MsgExec } from "@testudo/proto/cosmos/authz/v1beta1";
import type { Any } from "@testudo/proto/google/protobuf";
import type { AnteStep } from "@testudo/runtime";
import { state } from "./state.ts";

/** What a relayer needs to open the channel. */
const IBC_PREFIX = "/ibc.";
/** Faults are the provider's business. */
const DISABLED_PREFIXES = ["/cosmos.evidence", "/cosmos.slashing"];

/**
 * Steps of the ante chain that come right after the extension options: before the channel to the provider is established
 * only IBC messages pass, and messages of evidence and slashing never do.
 */
export const consumerMessageFilters: readonly AnteStep[] = [
  requireIbcBeforeChannel,
  refuseDisabledModules,
];

function requireIbcBeforeChannel(...[ctx, tx]: Parameters<AnteStep>): ReturnType<AnteStep> {
  const isEstablished = state.providerChannelId.get(ctx) !== undefined;
  if (!isEstablished && !tx.messages.every(({ any }) => any.typeUrl.startsWith(IBC_PREFIX))) {
    throw plainError(`tx contains unsupported message types at height ${ctx.height}`);
  }
  return ctx;
}

function refuseDisabledModules(...[ctx, tx]: Parameters<AnteStep>): ReturnType<AnteStep> {
  if (tx.messages.some(({ any }) => concernsDisabledModule(any))) {
    throw plainError(`tx contains message types from unsupported modules at height ${ctx.height}`);
  }
  return ctx;
}

/** Also what an authz message would run, however deep inside. A worklist, since the depth is the sender's choice. */
function concernsDisabledModule(message: Any): boolean {
  const waiting = [message];
  for (let any = waiting.pop(); any !== undefined; any = waiting.pop()) {
    const { typeUrl, value } = any;
    if (DISABLED_PREFIXES.some((prefix) => typeUrl.startsWith(prefix))) return true;
    if (typeUrl === MsgExec.typeUrl) waiting.push(...MsgExec.decode(value).msgs);
  }
  return false;
}
