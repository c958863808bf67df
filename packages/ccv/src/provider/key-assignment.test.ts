import { type ConsumerId, consumerConsAddress, SECOND } from "@testudo/base";
import { stakingErrors } from "@testudo/modules/staking";
import { MsgAssignConsumerKey } from "@testudo/proto/interchain_security/ccv/provider/v1";
import { Panic } from "@testudo/runtime";
import { matching } from "@testudo/testkit/matching";
import { testConsKey } from "@testudo/testkit/test-account";
import { decodeVscPacket } from "../wire/packets.ts";
import { InvalidConsensusKey } from "../wire/public-keys.ts";
import { errors } from "./errors.ts";
import { afterValidatorRemoved, providerAddressOf } from "./key-assignment.ts";
import {
  consAddressOf,
  createWorld,
  operatorOf,
  textOf,
  UNBONDING,
  type World,
} from "./provider-world.fixture.ts";
import { state } from "./state.ts";

/** Whose address on a consumer the key of a name is. */
function ownerOf(world: World, id: ConsumerId, key: string) {
  const address = consumerConsAddress(testConsKey(key).address);
  return state.validatorsByConsumerAddress.get(world.ctx, [id, address]);
}

function assignText(world: World, name: string, id: ConsumerId, consumerKey: string) {
  return world.send(MsgAssignConsumerKey, {
    chainId: "",
    providerAddr: operatorOf(name),
    signer: textOf(name),
    consumerId: id,
    consumerKey,
  });
}

describe("assigning a key", () => {
  it("ccv 11.120, faults 62 is refused for another validator's provider key, and for a key in use on the consumer", () => {
    const world = createWorld();
    const id = world.create();
    world.assignKey("bob", id, "fresh");

    for (const key of ["bob", "fresh"]) {
      expect(() => world.assignKey("alice", id, key)).toThrow(matching(errors.consumerKeyInUse));
    }
    expect(state.assignedKeys.get(world.ctx, [id, consAddressOf("alice")])).toBeUndefined();
  });

  it("ccv 11.121, faults 62 takes one's own provider key only as a way back", () => {
    const world = createWorld();
    const id = world.create();
    expect(() => world.assignKey("alice", id, "alice")).toThrow(
      matching(errors.cannotAssignDefaultKeyAssignment),
    );

    world.assignKey("alice", id, "fresh");
    world.assignKey("alice", id, "alice");
    expect(ownerOf(world, id, "alice")).toEqual(consAddressOf("alice"));
    expect(ownerOf(world, id, "fresh")).toBeUndefined();
  });

  it("ccv 11.122, faults 62 refuses the same key twice, and a former key only once the chain runs", () => {
    const world = createWorld();
    const waiting = world.create();
    world.assignKey("alice", waiting, "first");
    expect(() => world.assignKey("alice", waiting, "first")).toThrow(
      matching(errors.consumerKeyInUse),
    );
    world.assignKey("alice", waiting, "second");
    world.assignKey("alice", waiting, "first");

    const running = world.launch(["alice"]);
    world.assignKey("alice", running, "third");
    world.assignKey("alice", running, "fourth");
    expect(() => world.assignKey("alice", running, "third")).toThrow(
      matching(errors.consumerKeyInUse),
    );
    expect(() => world.assignKey("bob", running, "third")).toThrow(
      matching(errors.consumerKeyInUse),
    );
  });

  it("ccv 11.123 takes the same key on two consumers", () => {
    const world = createWorld();
    const [one, other] = [world.create(), world.create()];
    world.assignKey("alice", one, "shared");
    world.assignKey("bob", other, "shared");
    expect(ownerOf(world, one, "shared")).toEqual(consAddressOf("alice"));
    expect(ownerOf(world, other, "shared")).toEqual(consAddressOf("bob"));
  });

  it("ccv 11.124, faults 65 takes ed25519 alone, and of the right length", () => {
    const world = createWorld();
    const id = world.create();
    expect(() =>
      assignText(world, "alice", id, '{"@type":"/cosmos.crypto.secp256k1.PubKey","key":"AAAA"}'),
    ).toThrow(matching(stakingErrors.pubKeyTypeNotSupported));
    // The reference panics: the transaction fails without a number of its own.
    expect(() =>
      assignText(world, "alice", id, '{"@type":"/cosmos.crypto.ed25519.PubKey","key":"AAAA"}'),
    ).toThrow(InvalidConsensusKey);
    expect(() => assignText(world, "alice", id, "no json")).toThrow(
      matching(errors.invalidMsgAssignConsumerKey),
    );
  });

  it("ccv 11.125 is refused on a consumer that is stopped or was never there", () => {
    const world = createWorld();
    const id = world.launch(["alice"]);
    world.remove(id);
    for (const refused of [id, "77" as ConsumerId]) {
      expect(() => world.assignKey("alice", refused, "fresh")).toThrow(
        matching(errors.invalidPhase),
      );
    }
  });

  it("ccv 11.129 while opting in is all or nothing", () => {
    const world = createWorld();
    const id = world.create();
    expect(() =>
      world.optIn("alice", id, '{"@type":"/cosmos.crypto.secp256k1.PubKey","key":"AAAA"}'),
    ).toThrow(matching(stakingErrors.pubKeyTypeNotSupported));
    expect([...state.optedIn.keys(world.ctx)]).toEqual([]);
  });

  it("ccv 11.59 of a running chain reaches it as the old key at zero and the new one with the power", () => {
    const world = createWorld();
    const id = world.launch(["alice"]);
    world.connect(id);
    world.assignKey("alice", id, "fresh");
    world.nextEpoch();

    const [packet] = world.ibc.sent;
    expect(decodeVscPacket(packet!.data).validatorUpdates).toEqual([
      { pubKey: { ed25519: testConsKey("alice").pubKey }, power: 0n },
      { pubKey: { ed25519: testConsKey("fresh").pubKey }, power: 400n },
    ]);
  });
});

describe("a former key", () => {
  it("ccv 11.112, 11.128, faults 64 stands for its validator until the first block one unbonding period later", () => {
    const world = createWorld();
    const id = world.launch(["alice"]);
    world.assignKey("alice", id, "former");
    world.assignKey("alice", id, "fresh");
    const address = consumerConsAddress(testConsKey("former").address);

    world.nextBlock({ after: UNBONDING - SECOND });
    world.nextBlock({ after: SECOND });
    expect(providerAddressOf(world.ctx, id, address)).toEqual(consAddressOf("alice"));

    world.nextBlock();
    expect(providerAddressOf(world.ctx, id, address)).toEqual(address);
    expect(ownerOf(world, id, "fresh")).toEqual(consAddressOf("alice"));
  });
});

describe("validators that come and go", () => {
  it("ccv 11.126, faults 63 may not bring a key that serves on an active consumer", () => {
    const world = createWorld();
    const id = world.launch(["alice"]);
    world.assignKey("alice", id, "taken");
    expect(() => world.createValidator("eve", 10n, "taken")).toThrow(Panic);

    world.remove(id);
    world.createValidator("frank", 10n, "taken");
    expect(world.validator("frank")).toBeDefined();
  });

  it("ccv 11.127 take their assignments along", () => {
    const world = createWorld();
    const [one, other] = [world.create(), world.create()];
    world.assignKey("alice", one, "first");
    world.assignKey("alice", other, "second");
    world.assignKey("bob", one, "third");

    afterValidatorRemoved(world.ctx, consAddressOf("alice"));

    expect([...state.assignedKeys.keys(world.ctx)]).toEqual([[one, consAddressOf("bob")]]);
    expect(ownerOf(world, one, "first")).toBeUndefined();
    expect(ownerOf(world, other, "second")).toBeUndefined();
    expect(ownerOf(world, one, "third")).toEqual(consAddressOf("bob"));
  });
});
