import { equalBytes } from "@testudo/base";
import { MsgMultiSend, MsgSend, QueryBalanceRequest } from "./gen/cosmos/bank/v1beta1.ts";
import {
  allMessages,
  messageByTypeUrl,
  methodByPath,
  packAny,
  serviceByName,
  services,
  signerFields,
  unpackAny,
  unpackAs,
} from "./index.ts";

describe("services", () => {
  it("knows a method by its path, with its messages", () => {
    const method = methodByPath("/cosmos.bank.v1beta1.Query/Balance");
    expect(method?.request).toBe(QueryBalanceRequest);
    expect(method?.response.typeName).toBe("cosmos.bank.v1beta1.QueryBalanceResponse");
    expect(methodByPath("/cosmos.bank.v1beta1.Query/Nothing")).toBeUndefined();
  });

  it("lists the messages of the provider", () => {
    const names = serviceByName("interchain_security.ccv.provider.v1.Msg")?.methods.map(
      ({ name }) => name,
    );
    expect(names).toEqual([
      "AssignConsumerKey",
      "SubmitConsumerMisbehaviour",
      "SubmitConsumerDoubleVoting",
      "CreateConsumer",
      "UpdateConsumer",
      "RemoveConsumer",
      "UpdateParams",
      "OptIn",
      "OptOut",
      "SetConsumerCommissionRate",
      "ChangeRewardDenoms",
    ]);
  });

  it("has a signer for every request of every Msg service", () => {
    const unsigned = services
      .filter(({ service }) => service.endsWith(".Msg"))
      .flatMap(({ methods }) => methods.map(({ request }) => request.typeUrl))
      .filter((typeUrl) => signerFields(typeUrl).length === 0);
    expect(unsigned).toEqual([]);
    expect(signerFields(MsgMultiSend.typeUrl)).toEqual(["inputs"]);
  });
});

describe("message types", () => {
  it("are found by type URL, and have names of their own", () => {
    const names = allMessages().map(({ typeName }) => typeName);
    expect(new Set(names).size).toBe(names.length);
    expect(messageByTypeUrl("/cosmos.tx.v1beta1.ModeInfo.Single")?.typeName).toBe(
      "cosmos.tx.v1beta1.ModeInfo.Single",
    );
    expect(messageByTypeUrl("type.googleapis.com/cosmos.bank.v1beta1.MsgSend")).toBe(MsgSend);
    expect(messageByTypeUrl("/cosmos.bank.v1beta1.MsgBurn")).toBeUndefined();
  });

  it("travel in an Any", () => {
    const message = MsgSend.create({ fromAddress: "a" });
    const any = packAny(MsgSend, message);
    expect(unpackAny(any)).toEqual({ type: MsgSend, value: message });
    expect(unpackAs(MsgSend, any)).toEqual(message);
    expect(unpackAs(MsgMultiSend, any)).toBeUndefined();
    expect(() => unpackAny({ typeUrl: "/x.Y", value: any.value })).toThrow('unknown type "/x.Y"');
  });

  it("keep their zero message through bytes and JSON", () => {
    const changed = allMessages().filter((type) => {
      const bytes = type.encode(type.create());
      const viaBytes = type.encode(type.decode(bytes));
      // An Any without a type has no JSON.
      const isAny = type.typeName === "google.protobuf.Any";
      const viaJson = isAny ? bytes : type.encode(type.fromJSON(type.toJSON(type.create())));
      return !equalBytes(bytes, viaBytes) || !equalBytes(bytes, viaJson);
    });
    expect(changed).toEqual([]);
  });
});
