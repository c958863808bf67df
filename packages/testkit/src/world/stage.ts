import type { Scenario, ScenarioStage } from "@testudo/devnet/scenario";
import type { JsonValue } from "@testudo/proto";
import { observe } from "./observe.ts";
import { perform } from "./perform.ts";
import { createWorld } from "./world.ts";

type JsonObject = { readonly [name: string]: JsonValue };

/** Chains in one process for a scenario; invariants are checked after each of their blocks. */
export function createStage({ powers, accounts, hub, consumer }: Scenario): ScenarioStage {
  const world = createWorld({
    powers: Object.fromEntries(
      Object.entries(powers).map(([name, tokens]) => [name, BigInt(tokens)]),
    ),
    accounts,
    // The content of a JSON or YAML file.
    hub: {
      gov: { params: { voting_period: "10s", expedited_voting_period: "5s" } },
      ...(hub as JsonObject),
    },
    consumer: consumer as JsonObject,
  });
  return {
    perform: (action) => perform(world, action),
    observe: (expected) => observe(world, expected),
  };
}
