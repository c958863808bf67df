import type { JsonValue } from "@testudo/proto";
import type { Ctx } from "@testudo/runtime";
import { isChangeoverComplete } from "./changeover.ts";
import { initGenesis } from "./genesis.ts";
import type { Needs } from "./needs.ts";
import { consumerParams } from "./params.ts";
import { pendingPackets } from "./slash-queue.ts";
import { valsetUpdateIdAt } from "./staking-stand-in.ts";
import { state } from "./state.ts";
import { crossChainValidators } from "./validator-set.ts";

/** The consumer as other parts of the application see it. */
export type ConsumerKeeper = ReturnType<typeof createConsumerKeeper>;

/** Builds the keeper. Slashing and evidence, which it stands on, get their staking from `createConsumerStaking`. */
export function createConsumerKeeper(needs: Needs) {
  return {
    needs,
    params: consumerParams,
    validators: crossChainValidators,
    pendingPackets,
    valsetUpdateIdAt,
    isChangeoverComplete,
    /** The channel to the provider, once its first packet came. */
    providerChannelId: (ctx: Ctx): string | undefined => state.providerChannelId.get(ctx),
    providerClientId: (ctx: Ctx): string | undefined => state.providerClientId.get(ctx),
    /** For the upgrade that makes a standalone chain a consumer: `json` is a genesis with `preCCV`. */
    beginChangeover(ctx: Ctx, json: JsonValue): void {
      initGenesis(ctx, needs, json);
    },
  };
}
