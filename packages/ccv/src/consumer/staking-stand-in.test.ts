import { accAddress, Dec, valAddress } from "@testudo/base";
import { createEvidenceKeeper } from "@testudo/modules/evidence";
import { Infraction } from "@testudo/proto/cosmos/staking/v1beta1";
import { connectedWorld, consensusAddress, createWorld } from "./consumer-world.fixture.ts";
import { FLAG, state } from "./state.ts";

const ABSENT = 1;
const alice = consensusAddress("alice");

/** One window is 100 blocks of which half must be signed. */
function missBlocks(world: ReturnType<typeof createWorld>, count: number): void {
  for (let i = 0; i < count; i += 1) {
    world.nextBlock();
    world.slashing.handleVote(world.ctx, { address: alice, power: 100n, flag: ABSENT });
  }
}

describe("what stands in for staking", () => {
  it("ccv 11.106 maps downtime to the id of two heights before", () => {
    const world = connectedWorld();
    world.nextBlock({ height: 100n });
    for (let id = 2n; world.keeper.pendingPackets(world.ctx).length === 0; id += 1n) {
      missBlocks(world, 1);
      world.receive({ id });
    }
    const { height } = world.ctx;
    const [packet] = world.keeper.pendingPackets(world.ctx);

    expect(height).toBe(151n);
    expect(packet?.slashPacketData?.infraction).toBe(Infraction.INFRACTION_DOWNTIME);
    expect(packet?.slashPacketData?.validator).toEqual({ address: alice, power: 100n });
    expect(packet?.slashPacketData?.valsetUpdateId).toBe(
      world.keeper.valsetUpdateIdAt(world.ctx, height - 2n),
    );
  });

  it("ccv 11.107 does not track missed blocks of a validator whose downtime is outstanding", () => {
    const world = connectedWorld();
    state.outstandingDowntimes.set(world.ctx, alice, FLAG);
    missBlocks(world, 3);
    expect(world.slashing.signingInfo(world.ctx, alice)?.missedBlocksCounter).toBe(0n);

    state.outstandingDowntimes.delete(world.ctx, alice);
    missBlocks(world, 3);
    expect(world.slashing.signingInfo(world.ctx, alice)?.missedBlocksCounter).toBe(3n);
  });

  it("reports a double sign and tombstones the local record", () => {
    const world = connectedWorld();
    world.nextBlock({ height: 20n });
    const { addresses, logger } = world.keeper.needs;
    const evidence = createEvidenceKeeper({
      addresses,
      logger,
      staking: world.staking,
      slashing: world.slashing,
    });
    const { time } = world.ctx;
    const accused = { address: alice, power: 100n, height: 19n, time };
    evidence.handleEquivocation(world.ctx, { ...accused, type: 1, totalVotingPower: 150n });

    const [packet] = world.keeper.pendingPackets(world.ctx);
    expect(packet?.slashPacketData?.infraction).toBe(Infraction.INFRACTION_DOUBLE_SIGN);
    expect(world.slashing.isTombstoned(world.ctx, alice)).toBe(true);
  });

  it("burns nothing and jails nobody", () => {
    const { ctx, staking } = connectedWorld();
    const unspecified = Infraction.INFRACTION_UNSPECIFIED;

    expect(staking.slashWithInfractionReason(ctx, alice, 1n, 9n, Dec.one, unspecified)).toBe(0n);
    expect([...state.pendingPackets.values(ctx)]).toEqual([]);
    staking.jail(ctx, alice);
    staking.unjail(ctx, alice);
    expect(staking.isValidatorJailed(ctx, alice)).toBe(false);
    expect(staking.validatorByConsAddr(ctx, alice)).toEqual({
      operatorAddress: "",
      jailed: false,
      status: 0,
    });
  });

  it("knows no operators and delegations without a staking module", () => {
    const { ctx, staking } = connectedWorld();
    const operator = valAddress(new Uint8Array(20));

    expect(() => staking.validator(ctx, operator)).toThrow("unimplemented on CCV keeper");
    expect(() => staking.delegation(ctx, accAddress(operator), operator)).toThrow(
      "unimplemented on CCV keeper",
    );
    expect([...staking.validatorPubKeys(ctx)]).toEqual([]);
  });

  it("unbonds as long as the parameter says", () => {
    const { ctx, staking } = createWorld();
    expect(staking.unbondingTime(ctx)).toBe(20n * 86_400_000_000_000n);
  });
});
