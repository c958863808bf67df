import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fromHex, toHex } from "@testudo/base";
import { allMessages, type JsonValue, messageByTypeUrl } from "@testudo/proto";
import {
  InfractionParameters,
  MsgSetConsumerCommissionRate,
} from "@testudo/proto/interchain_security/ccv/provider/v1";

interface Row {
  readonly type: string;
  readonly proto: string;
  readonly json: JsonValue;
}

const { messages }: { readonly messages: readonly Row[] } = JSON.parse(
  readFileSync(join(__dirname, "ccv-messages.json"), "utf8"),
);

describe("messages of interchain security", () => {
  it("ccv 11.1 are all here, with Go's bytes of an empty and of a full one", () => {
    const ours = allMessages()
      .map(({ typeName }) => typeName)
      .filter((name) => name.startsWith("interchain_security."));
    expect(ours.length).toBeGreaterThan(80);
    expect([...new Set(messages.map(({ type }) => type))].sort()).toEqual(ours.toSorted());
  });

  it.each(messages.map((row, place) => ({ ...row, place })))(
    "ccv 11.1 $type, row $place, has these bytes and this JSON",
    ({ type: name, proto, json }) => {
      const type = messageByTypeUrl(`/${name}`);
      const message = type?.decode(fromHex(proto));
      expect(toHex(type!.encode(message))).toBe(proto);
      expect(type?.toJSON(message)).toEqual(json);
      expect(toHex(type!.encode(type?.fromJSON(json)))).toBe(proto);
    },
  );

  it.each([
    {
      message: "InitParameters",
      typeUrl: "/interchain_security.ccv.provider.v1.ConsumerInitializationParameters",
      hex: "0a0408011001220b088092b8c398feffffff012a040880bc6932050880d493013a0308901c4204302e373548e80750904e",
    },
    {
      message: "MsgOptIn",
      typeUrl: "/interchain_security.ccv.provider.v1.MsgOptIn",
      hex: "120f636f736d6f7376616c6f70657231782208636f736d6f7331782a0130",
    },
    {
      message: "MsgCreateConsumer",
      typeUrl: "/interchain_security.ccv.provider.v1.MsgCreateConsumer",
      hex: "0a08636f736d6f7331781203632d311a090a016e1201641a016d22310a0408011001220b088092b8c398feffffff012a040880bc6932050880d493013a0308901c4204302e373548e80750904e2a02100a32070a057561746f6d3a1812160a0f313030303030303030303030303030120308d804",
    },
  ])("ccv 11.1 round-trips $message as Go wrote it", ({ typeUrl, hex }) => {
    const type = messageByTypeUrl(typeUrl);
    const message = type!.decode(fromHex(hex));
    expect(toHex(type!.encode(message))).toBe(hex);
    expect(toHex(type!.encode(type!.fromJSON(type!.toJSON(message))))).toBe(hex);
  });
});

describe("decimals in messages", () => {
  it("ccv 11.2 are scaled integers in ASCII, also in fields of bytes, and 18 places in JSON", () => {
    const rate = "120f636f736d6f7376616c6f7065723178";
    const hex = `0a${rate.slice(2)}1a123530303030303030303030303030303030302208636f736d6f7331782a0130`;
    const message = MsgSetConsumerCommissionRate.decode(fromHex(hex));
    expect(message.rate).toBe("500000000000000000");
    expect(MsgSetConsumerCommissionRate.toJSON(message)).toMatchObject({
      rate: "0.500000000000000000",
    });
    expect(toHex(MsgSetConsumerCommissionRate.encode(message))).toBe(hex);

    const slash = "0a230a113530303030303030303030303030303030120c0884fa85ae2210ffafcb97031801";
    const infractions = InfractionParameters.decode(fromHex(slash));
    expect(new TextDecoder().decode(infractions.doubleSign?.slashFraction)).toBe(
      "50000000000000000",
    );
    const json = InfractionParameters.toJSON(infractions);
    expect(json).toEqual({
      double_sign: {
        slash_fraction: "0.050000000000000000",
        jail_duration: "9223372036.854775807s",
        tombstone: true,
      },
      downtime: null,
    });
    expect(toHex(InfractionParameters.encode(InfractionParameters.fromJSON(json)))).toBe(slash);
  });
});
