import type { Ctx } from "@testudo/runtime";
import { PROVIDER_MODULE } from "../wire/names.ts";
import type { ActiveStaking } from "./active-staking.ts";
import type { StakingNeeds } from "./needs.ts";
import { maxProviderConsensusValidators } from "./params.ts";
import { state } from "./state.ts";

/** What must always hold of the provider's own validators. */
export function createInvariants(staking: StakingNeeds, active: ActiveStaking) {
  return [
    {
      module: PROVIDER_MODULE,
      route: "max-provider-validators",
      /** The engine never has more validators than the parameter says. */
      check(ctx: Ctx) {
        const limit = maxProviderConsensusValidators(ctx);
        const count = BigInt([...state.lastConsensusValidators.keys(ctx)].length);
        return finding(
          "max-provider-validators",
          count > limit &&
            `number of provider consensus validators: ${count}, exceeds max: ${limit}`,
        );
      },
    },
    {
      module: PROVIDER_MODULE,
      route: "staking-keeper-equivalence",
      /** Where both limits are the same, gov and mint see the stake that there is. */
      check(ctx: Ctx) {
        const limit = maxProviderConsensusValidators(ctx);
        if (BigInt(staking.maxValidators(ctx)) !== limit) return finding(EQUIVALENCE, false);
        return finding(EQUIVALENCE, difference(ctx, staking, active));
      },
    },
  ];
}

const EQUIVALENCE = "staking-keeper-equivalence";

function difference(ctx: Ctx, staking: StakingNeeds, active: ActiveStaking): string | false {
  const [ours, theirs] = [active, staking].map((view) =>
    view.bondedValidatorsByPower(ctx).map(({ operatorAddress }) => operatorAddress),
  );
  if (`${ours}` !== `${theirs}`) {
    return `provider bonded validators: ${ours}, staking bonded validators: ${theirs}`;
  }
  const [activeTokens, bondedTokens] = [
    active.totalBondedTokens(ctx),
    staking.totalBondedTokens(ctx),
  ];
  if (activeTokens !== bondedTokens) {
    return `provider total bonded tokens: ${activeTokens}, staking total bonded tokens: ${bondedTokens}`;
  }
  const [activeRatio, bondedRatio] = [active.bondedRatio(ctx), staking.bondedRatio(ctx)];
  return (
    !activeRatio.eq(bondedRatio) &&
    `provider bonded ratio: ${activeRatio}, staking bonded ratio: ${bondedRatio}`
  );
}

function finding(route: string, fault: string | false) {
  const report = fault === false ? "" : `${PROVIDER_MODULE}: ${route} invariant\n${fault}\n`;
  return { broken: fault !== false, report };
}
