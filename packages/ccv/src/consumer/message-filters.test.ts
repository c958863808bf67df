import { AppError } from "@testudo/base";
import { packAny } from "@testudo/proto";
import { MsgExec } from "@testudo/proto/cosmos/authz/v1beta1";
import { MsgSend } from "@testudo/proto/cosmos/bank/v1beta1";
import { MsgSubmitEvidence } from "@testudo/proto/cosmos/evidence/v1beta1";
import { MsgUnjail } from "@testudo/proto/cosmos/slashing/v1beta1";
import type { Any } from "@testudo/proto/google/protobuf";
import { MsgCreateClient } from "@testudo/proto/ibc/core/client/v1";
import { createGasMeter, type DecodedTx } from "@testudo/runtime";
import { connectedWorld, createWorld } from "./consumer-world.fixture.ts";
import { consumerMessageFilters } from "./message-filters.ts";

const send = packAny(MsgSend, MsgSend.create());
const relay = packAny(MsgCreateClient, MsgCreateClient.create());
const unjail = packAny(MsgUnjail, MsgUnjail.create());
const evidence = packAny(MsgSubmitEvidence, MsgSubmitEvidence.create());
const exec = (...msgs: Any[]) => packAny(MsgExec, { grantee: "", msgs });

function refusal(world: ReturnType<typeof createWorld>, messages: readonly Any[]) {
  const tx = { messages: messages.map((any) => ({ any })) } as unknown as DecodedTx;
  try {
    consumerMessageFilters.reduce((ctx, step) => step(ctx, tx), world.ctx);
    return undefined;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return `${error.codespace}/${error.code} ${error.message}`;
  }
}

describe("ccv 11.153 the message filters", () => {
  const UNSUPPORTED = "undefined/1 tx contains unsupported message types at height 0";
  const DISABLED = "undefined/1 tx contains message types from unsupported modules at height 2";

  it.each([
    { messages: [relay], expected: undefined },
    { messages: [], expected: undefined },
    { messages: [send], expected: UNSUPPORTED },
    { messages: [relay, send], expected: UNSUPPORTED },
    { messages: [exec(relay)], expected: UNSUPPORTED },
  ])("let only IBC messages pass before the channel (%#)", ({ messages, expected }) => {
    expect(refusal(createWorld(), messages)).toBe(expected);
  });

  it.each([
    { messages: [send], expected: undefined },
    { messages: [exec(send, relay)], expected: undefined },
    { messages: [send, unjail], expected: DISABLED },
    { messages: [evidence], expected: DISABLED },
    { messages: [exec(send, exec(exec(), exec(send, unjail)))], expected: DISABLED },
  ])("refuse evidence and slashing also afterwards (%#)", ({ messages, expected }) => {
    expect(refusal(connectedWorld(), messages)).toBe(expected);
  });

  it("cost one read of the channel's id", () => {
    const world = connectedWorld();
    const gas = createGasMeter(10_000n);
    const [first] = consumerMessageFilters;
    first?.(world.ctx.with({ gas }), { messages: [] } as unknown as DecodedTx);
    expect(gas.consumed).toBe(1000n + 3n * BigInt(1 + "channel-0".length));
  });
});
