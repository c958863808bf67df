import { GO_ZERO_TIME, sdkErrors } from "@testudo/base";
import { toTimestamp } from "@testudo/proto";
import { createCtx } from "@testudo/runtime";
import { matching } from "@testudo/testkit/matching";
import { plainStores } from "@testudo/testkit/stake-chain";
import { preBlock } from "./blockers.ts";
import { createUpgradeKeeper } from "./keeper.ts";
import { state } from "./state.ts";

const planned = (name: string, height: bigint) => ({
  name,
  height,
  info: "",
  time: toTimestamp(GO_ZERO_TIME),
  upgradedClientState: undefined,
});

function setUp(height = 10n) {
  const ctx = createCtx({ state: plainStores(), height });
  const upgrade = createUpgradeKeeper({
    authority: "gov",
    handlers: new Map([["known", (_, __, before) => new Map([...before, ["bank", 5n]])]]),
  });
  upgrade.setModuleVersions(ctx, new Map([["bank", 4n]]));
  return { ctx, upgrade, at: (block: bigint) => ctx.with({ height: block }) };
}

describe("an upgrade plan", () => {
  it.each([
    { why: "it is in the past", plan: planned("known", 9n) },
    { why: "it has no name", plan: planned("", 20n) },
    { why: "it has no height", plan: planned("known", 0n) },
    { why: "it goes by time", plan: { ...planned("known", 20n), time: toTimestamp(0n) } },
  ])("is refused when $why", ({ plan }) => {
    const { ctx, upgrade } = setUp();

    expect(() => upgrade.scheduleUpgrade(ctx, plan)).toThrow(matching(sdkErrors.invalidRequest));
    expect(upgrade.plan(ctx)).toBeUndefined();
  });

  it("runs its handler at its height, once", () => {
    const { ctx, upgrade, at } = setUp();
    upgrade.scheduleUpgrade(ctx, planned("known", 10n));

    preBlock(at(10n), upgrade);

    expect(upgrade.moduleVersions(ctx).get("bank")).toBe(5n);
    expect(upgrade.plan(ctx)).toBeUndefined();
    expect(upgrade.doneHeight(ctx, "known")).toBe(10n);
    expect(state.protocolVersion.get(ctx)).toBe(1n);
    expect(() => upgrade.scheduleUpgrade(ctx, planned("known", 30n))).toThrow(
      matching(sdkErrors.invalidRequest),
    );
    preBlock(at(11n), upgrade);
  });

  it("stops a build that does not know it when it is due, not before", () => {
    const { ctx, upgrade, at } = setUp();
    upgrade.scheduleUpgrade(ctx, planned("unknown", 20n));

    preBlock(at(19n), upgrade);

    expect(() => preBlock(at(20n), upgrade)).toThrow('UPGRADE "unknown" NEEDED at height: 20: ');
  });

  it("stops a build that came too early", () => {
    const { ctx, upgrade, at } = setUp();
    upgrade.scheduleUpgrade(ctx, planned("known", 20n));

    expect(() => preBlock(at(19n), upgrade)).toThrow(/BINARY UPDATED BEFORE TRIGGER/);
  });

  it("takes the state of the plan before it away", () => {
    const { ctx, upgrade } = setUp();
    upgrade.scheduleUpgrade(ctx, planned("first", 20n));
    upgrade.setUpgradedClient(ctx, 20n, Uint8Array.of(1));

    upgrade.scheduleUpgrade(ctx, planned("second", 30n));

    expect(upgrade.upgradedClient(ctx, 20n)).toBeUndefined();
    expect(upgrade.plan(ctx)?.name).toBe("second");
  });
});
