import { accAddress, createAddressCodec } from "./addresses.ts";
import { isKind } from "./errors.ts";
import { sdkErrors } from "./sdk-errors.ts";

const { acc, val } = createAddressCodec("cosmos");
const address = accAddress(new Uint8Array(20).fill(7));

function thrown(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  throw new Error("nothing was thrown");
}

describe("reading addresses", () => {
  it("gives both readers of the reference the same address", () => {
    expect(acc.parse(acc.toText(address))).toEqual(address);
    expect(acc.fromText(acc.toText(address).toUpperCase())).toEqual(address);
  });

  it("says of another prefix what each of them says", () => {
    const operator = val.toText(address);
    expect(() => acc.fromText(operator)).toThrow(
      "invalid Bech32 prefix; expected cosmos, got cosmosvaloper",
    );
    const error = thrown(() => acc.parse(operator));
    expect(isKind(error, sdkErrors.logic)).toBe(true);
    expect(error).toMatchObject({
      message:
        "hrp does not match bech32 prefix: expected 'cosmos' got 'cosmosvaloper': internal logic error",
    });
  });

  it("names the first byte that is no character of bech32, as Go does", () => {
    expect(() => acc.fromText("cosmos10t6ru97eaenacüt26xl7jp2hzlwwt9pf7j9sdv")).toThrow(
      "invalid character in string: 'Ã'",
    );
  });

  it.each(["", "  "])("refuses %j", (text) => {
    expect(() => acc.parse(text)).toThrow("empty address string is not allowed");
    expect(() => acc.fromText(text)).toThrow("empty address string is not allowed");
  });
});
