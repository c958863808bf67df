import { MsgSend } from "@testudo/proto/cosmos/bank/v1beta1";
import { event, typedEvent } from "./events.ts";
import { toAbciEvent } from "./tx/tx-result.ts";

describe("events", () => {
  it("keep the order of their attributes", () => {
    expect(event("a", ["z", "1"], ["b", "2"]).attributes.map(({ key }) => key)).toEqual(["z", "b"]);
  });

  it("of a type carry its fields sorted, each as JSON with Go's escapes", () => {
    const emitted = typedEvent(MsgSend, {
      toAddress: "<b>",
      fromAddress: "a",
      amount: [{ denom: "stake", amount: "1" }],
    });
    expect(emitted).toEqual(
      event(
        "cosmos.bank.v1beta1.MsgSend",
        ["amount", '[{"denom":"stake","amount":"1"}]'],
        ["from_address", '"a"'],
        ["to_address", '"\\u003cb\\u003e"'],
      ),
    );
  });

  it("carry raw bytes as text from which the wire gets them back", () => {
    const { attributes } = toAbciEvent(
      event("raw", ["ok", Uint8Array.of(0x61)], ["bad", Uint8Array.of(0xff)]),
    );
    expect(attributes).toEqual([
      { key: "ok", value: "a", index: true },
      { key: "bad", value: "\udcff", index: true },
    ]);
  });
});
