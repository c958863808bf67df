import { Dec, valAddress } from "@testudo/base";
import { BondStatus, Infraction, type Validator } from "@testudo/proto/cosmos/staking/v1beta1";
import { GenesisState } from "@testudo/proto/interchain_security/ccv/consumer/v1";
import {
  consensusAddress,
  consensusKey,
  createWorld,
  named,
  newChainGenesis,
  update,
} from "./consumer-world.fixture.ts";
import { state } from "./state.ts";

const old = consensusAddress("dave");
const DOWNTIME = Infraction.INFRACTION_DOWNTIME;

function bonded(name: string): Validator {
  const timestamp = { seconds: 0n, nanos: 0 };
  return {
    operatorAddress: name,
    consensusPubkey: consensusKey(name).any(),
    jailed: false,
    status: BondStatus.BOND_STATUS_BONDED,
    tokens: "1000000",
    delegatorShares: "0",
    description: { moniker: "", identity: "", website: "", securityContact: "", details: "" },
    unbondingHeight: 0n,
    unbondingTime: timestamp,
    commission: {
      commissionRates: { rate: "0", maxRate: "0", maxChangeRate: "0" },
      updateTime: timestamp,
    },
    minSelfDelegation: "1",
    unbondingOnHoldRefCount: 0n,
    unbondingIds: [],
  };
}

/** A standalone chain of alice, carol and dave that becomes a consumer of alice and bob at height 50. */
function upgraded() {
  const slashes: string[] = [];
  const world = createWorld({
    height: 49n,
    params: { enabled: false },
    standaloneStaking: {
      validator: () => bonded("dave"),
      delegation: () => undefined,
      isValidatorJailed: () => true,
      unjail: () => void slashes.push("unjail"),
      slashWithInfractionReason(_ctx, _address, height, _power, _fraction, infraction) {
        slashes.push(`slash ${height} ${infraction}`);
        return 4n;
      },
      bondedValidatorsByPower: () => ["alice", "carol", "dave"].map(bonded),
    },
  });
  world.nextBlock({ height: 50n });
  const genesis = newChainGenesis({
    preCCV: true,
    connectionId: "connection-0",
    provider: { initialValSet: [update("alice", 100n), update("bob", 50n)] },
  });
  world.keeper.beginChangeover(world.ctx, GenesisState.toJSON(genesis));
  return { ...world, world, slashes };
}

describe("ccv 11.149 a changeover", () => {
  it("zeroes the old validators at the end of the upgrade's block, and does nothing else there", () => {
    const { world } = upgraded();
    expect(world.keeper.validators(world.ctx)).toEqual([]);
    world.collectFees({ denom: "stake", amount: 10n });

    expect(named(world.endBlock())).toEqual(["alice 100", "bob 50", "carol 0", "dave 0"]);
    expect(world.balances("fee_collector")).toEqual([{ denom: "stake", amount: 10n }]);
    expect(state.preCcv.get(world.ctx)).toBeUndefined();

    world.nextBlock();
    expect(world.endBlock()).toEqual([]);
    expect(world.balances("fee_collector")).toEqual([]);
  });

  it("is complete when the new validators sign, two blocks later", () => {
    const { world } = upgraded();
    world.endBlock();
    world.nextBlock();
    expect(world.ctx.height).toBe(51n);
    expect(world.keeper.isChangeoverComplete(world.ctx)).toBe(false);
    expect(world.staking.isValidatorJailed(world.ctx, old)).toBe(true);

    world.nextBlock();
    expect(world.keeper.isChangeoverComplete(world.ctx)).toBe(true);
    expect(world.staking.isValidatorJailed(world.ctx, old)).toBe(false);
  });

  it.each([
    { at: 51n, local: ["slash 51 0"], burned: 4n, queued: 0 },
    { at: 52n, local: [], burned: 0n, queued: 1 },
  ])("slashes an infraction at $at where it belongs", ({ at, local, burned, queued }) => {
    const { world, slashes } = upgraded();
    world.endBlock();
    world.nextBlock({ height: 60n });
    const { ctx, staking } = world;

    expect(staking.slashWithInfractionReason(ctx, old, at, 1n, Dec.one, DOWNTIME)).toBe(burned);
    expect(slashes).toEqual(local);
    expect(world.keeper.pendingPackets(ctx)).toHaveLength(queued);
  });

  it("leaves the staking module in use for operators and unjailing", () => {
    const { world, slashes } = upgraded();
    const operator = valAddress(new Uint8Array(20));
    world.staking.unjail(world.ctx, old);
    expect(slashes).toEqual([]);
    expect(() => world.staking.validator(world.ctx, operator)).toThrow("unimplemented");

    world.nextBlock({ height: 52n });
    world.staking.unjail(world.ctx, old);
    expect(slashes).toEqual(["unjail"]);
    expect(world.staking.validator(world.ctx, operator)?.operatorAddress).toBe("dave");
  });
});
