import { Dec } from "@testudo/base";
import { clientErrors } from "@testudo/ibc/client";
import {
  ConsumerPhase,
  MsgSetConsumerCommissionRate,
} from "@testudo/proto/interchain_security/ccv/provider/v1";
import {
  addresses,
  consAddressOf,
  createWorld,
  operatorOf,
  textOf,
  UNBONDING,
} from "./provider-world.fixture.ts";
import { state } from "./state.ts";

const texts = (...names: readonly string[]) =>
  names.map((name) => addresses.cons.toText(consAddressOf(name)));

describe("a consumer that is deleted", () => {
  it("ccv 11.145 leaves no opt-ins, keys, lists, rates, acknowledgements or packets", () => {
    const world = createWorld();
    const id = world.launch(["alice", "bob", "carol"], {
      powerShapingParameters: {
        topN: 0,
        validatorsPowerCap: 0,
        validatorSetCap: 0,
        allowlist: texts("alice", "bob", "carol"),
        denylist: texts("dave"),
        minStake: 0n,
        allowInactiveVals: false,
        prioritylist: texts("bob"),
      },
      allowlistedRewardDenoms: { denoms: ["stake"] },
    });
    world.assignKey("alice", id, "alice's other");
    world.send(MsgSetConsumerCommissionRate, {
      providerAddr: operatorOf("bob"),
      chainId: "",
      rate: Dec.fromText("0.1").toAtomicsText(),
      signer: textOf("bob"),
      consumerId: id,
    });
    const channel = world.connect(id);
    world.receiveSlash(channel, { key: "stranger" });
    // While the client sleeps, the packet of the epoch waits.
    world.ibc.refusals.send = clientErrors.clientNotActive("expired");
    world.nextEpoch();
    world.receiveSlash(channel, { key: "stranger" });

    const kept = () => {
      const { ctx } = world;
      const listed = { prefix: [id] } as const;
      return {
        optedIn: [...state.optedIn.keys(ctx, listed)].length,
        assignedKeys: [...state.assignedKeys.keys(ctx, listed)].length,
        byConsumerAddress: [...state.validatorsByConsumerAddress.keys(ctx, listed)].length,
        allowlist: [...state.allowlist.keys(ctx, listed)].length,
        denylist: [...state.denylist.keys(ctx, listed)].length,
        prioritylist: [...state.prioritylist.keys(ctx, listed)].length,
        commissionRates: [...state.commissionRates.keys(ctx, listed)].length,
        members: [...state.consumerValidators.keys(ctx, listed)].length,
        slashAcks: state.slashAcks.get(ctx, id)?.addresses.length ?? 0,
        pending: state.pendingVscPackets.get(ctx, id)?.list.length ?? 0,
      };
    };
    for (const [what, count] of Object.entries(kept()))
      expect([what, count > 0]).toEqual([what, true]);

    world.remove(id);
    world.nextBlock({ after: UNBONDING });
    expect(world.phase(id)).toBe(ConsumerPhase.CONSUMER_PHASE_DELETED);
    for (const [what, count] of Object.entries(kept())) expect([what, count]).toEqual([what, 0]);
    // Descriptions stay, and so does what it allowed its rewards to be in.
    expect(state.metadata.get(world.ctx, id)?.name).toBe("name");
    expect(state.allowlistedRewardDenoms.get(world.ctx, id)?.denoms).toEqual(["stake"]);
  });
});
