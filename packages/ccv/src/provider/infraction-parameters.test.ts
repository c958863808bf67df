import { type ConsumerId, Dec, SECOND } from "@testudo/base";
import { toDuration } from "@testudo/proto";
import type { SlashJailParameters } from "@testudo/proto/interchain_security/ccv/provider/v1";
import { Panic } from "@testudo/runtime";
import { matching } from "@testudo/testkit/matching";
import { fractionOf } from "./consumer-parameters.ts";
import { errors } from "./errors.ts";
import { createWorld, decToBytes, UNBONDING, type World } from "./provider-world.fixture.ts";
import { state } from "./state.ts";

const punishment = (fraction: string, seconds = 60n): SlashJailParameters => ({
  slashFraction: decToBytes(Dec.fromText(fraction)),
  jailDuration: toDuration(seconds * SECOND),
  tombstone: false,
});

const downtimeFraction = (world: World, id: ConsumerId) =>
  fractionOf(state.infractionParameters.get(world.ctx, id)!.downtime!).toString().slice(0, 4);

const isQueued = (world: World) => [...state.infractionUpdateQueue.values(world.ctx)].length > 0;

describe("punishments of a consumer's infractions", () => {
  it("ccv 11.119 change at once before the launch", () => {
    const world = createWorld();
    const id = world.create();
    world.update(id, {
      infractionParameters: { downtime: punishment("0.2"), doubleSign: undefined },
    });
    expect(downtimeFraction(world, id)).toBe("0.20");
    expect(state.infractionParameters.get(world.ctx, id)?.doubleSign?.tombstone).toBe(true);
  });

  it("ccv 11.119 change one unbonding period later once the chain runs", () => {
    const world = createWorld();
    const id = world.launch(["alice"]);
    world.update(id, {
      infractionParameters: { downtime: punishment("0.2"), doubleSign: undefined },
    });

    world.nextBlock({ after: UNBONDING - SECOND });
    expect(downtimeFraction(world, id)).toBe("0.00");
    world.nextBlock({ after: SECOND });
    expect(downtimeFraction(world, id)).toBe("0.20");
    expect(isQueued(world)).toBe(false);
  });

  it("ccv 11.119 keep only the last change, and none when it is to what is in force", () => {
    const world = createWorld();
    const id = world.launch(["alice"]);
    const current = state.infractionParameters.get(world.ctx, id)!;
    world.update(id, {
      infractionParameters: { downtime: punishment("0.2"), doubleSign: undefined },
    });
    world.nextBlock();
    world.update(id, {
      infractionParameters: { downtime: punishment("0.3"), doubleSign: undefined },
    });
    world.nextBlock({ after: UNBONDING - SECOND });
    expect(downtimeFraction(world, id)).toBe("0.00");
    world.nextBlock({ after: SECOND });
    expect(downtimeFraction(world, id)).toBe("0.30");

    world.update(id, { infractionParameters: current });
    world.update(id, {
      infractionParameters: { downtime: punishment("0.3"), doubleSign: undefined },
    });
    expect(isQueued(world)).toBe(false);
    expect(state.queuedInfractionParameters.get(world.ctx, id)).toBeUndefined();
  });

  it("are refused outside 0 to 1, for a negative time in jail, and fail without a fraction", () => {
    const world = createWorld();
    const refused = matching(errors.invalidMsgCreateConsumer);
    const createWith = (downtime: SlashJailParameters) => () =>
      world.create({ infractionParameters: { downtime, doubleSign: undefined } });
    expect(createWith(punishment("1.1"))).toThrow(refused);
    expect(createWith(punishment("0.1", -1n))).toThrow(refused);
    expect(createWith({ ...punishment("0"), slashFraction: new Uint8Array() })).not.toThrow();
    expect(() => fractionOf({ ...punishment("0"), slashFraction: new Uint8Array() })).toThrow(
      Panic,
    );
  });
});
