import {
  type AddressCodec,
  type ConsAddress,
  type ConsumerId,
  type ProviderConsAddress,
  providerConsAddress,
} from "@testudo/base";
import type { PowerShapingParameters } from "@testudo/proto/interchain_security/ccv/provider/v1";
import type { Ctx } from "@testudo/runtime";
import { LISTED, state, type ValidatorList } from "./state.ts";

export function enlist(
  ctx: Ctx,
  list: ValidatorList,
  id: ConsumerId,
  address: ProviderConsAddress,
): void {
  list.set(ctx, [id, address], LISTED);
}

/** Members by ascending address. */
export function listedValidators(
  ctx: Ctx,
  list: ValidatorList,
  id: ConsumerId,
): ProviderConsAddress[] {
  return Array.from(list.keys(ctx, { prefix: [id] }), ([, address]) => address);
}

export function clearList(ctx: Ctx, list: ValidatorList, id: ConsumerId): void {
  for (const address of listedValidators(ctx, list, id)) list.delete(ctx, [id, address]);
}

/** Stores power shaping parameters and rebuilds the index of each list that changed. */
export function setPowerShapingParameters(
  ctx: Ctx,
  { cons }: AddressCodec,
  id: ConsumerId,
  parameters: PowerShapingParameters,
): void {
  const old = state.powerShapingParameters.get(ctx, id);
  state.powerShapingParameters.set(ctx, id, parameters);
  for (const name of ["allowlist", "denylist", "prioritylist"] as const) {
    if (sameTexts(old?.[name] ?? [], parameters[name])) continue;
    clearList(ctx, state[name], id);
    for (const text of parameters[name]) {
      const address = readAddress(() => cons.fromText(text));
      if (address !== undefined) enlist(ctx, state[name], id, providerConsAddress(address));
    }
  }
}

/** What is no address is left out; messages with such lists are refused before they get here. */
function readAddress(read: () => ConsAddress): ConsAddress | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

function sameTexts(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((text, index) => text === b[index]);
}
