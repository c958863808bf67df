import { concatBytes } from "@testudo/base";
import {
  ConsumerInitializationParameters,
  MsgCreateConsumer,
} from "@testudo/proto/interchain_security/ccv/provider/v1";
import { Panic } from "@testudo/runtime";
import { spawnTimeOf } from "./consumers.ts";
import { createWorld, owner } from "./provider-world.fixture.ts";

describe("what a message leaves out", () => {
  it("ccv 11.11 is a spawn time not set, while an empty one is 1970", () => {
    const absent = ConsumerInitializationParameters.decode(new Uint8Array());
    const empty = ConsumerInitializationParameters.decode(Uint8Array.of(0x22, 0));
    expect(spawnTimeOf(absent)).toBeUndefined();
    expect(spawnTimeOf(empty)).toBe(0n);
  });

  it("is no fraction to slash by: the transaction fails", () => {
    const world = createWorld();
    const message = MsgCreateConsumer.encode({
      submitter: owner,
      chainId: "consumer-1",
      metadata: { name: "name", description: "description", metadata: "metadata" },
    });
    // Field 7, infraction parameters: field 2, downtime: nothing.
    const parameters = Uint8Array.of(0x3a, 2, 0x12, 0);
    const value = concatBytes(message, parameters);
    const create = () =>
      world.router.handle(world.ctx, { typeUrl: MsgCreateConsumer.typeUrl, value });
    expect(create).toThrow(Panic);
  });
});
