import { parseRfc3339, utf8 } from "@testudo/base";
import { ed25519KeyFromSeed, sha256 } from "@testudo/crypto";
import {
  appGenesisToText,
  genesisToJson,
  genesisToText,
  genesisValidatorSet,
  parseGenesis,
} from "./genesis.ts";
import { compactJson, rawMembers } from "./go-json.ts";
import { pubKeyToJson } from "./json.ts";
import { ed25519PubKey } from "./keys.ts";
import { DEFAULT_CONSENSUS_PARAMS } from "./params.ts";

const key = ed25519PubKey(ed25519KeyFromSeed(sha256(utf8("alice"))).pub);
const minimal = { genesis_time: "2024-01-02T03:04:05.6Z", chain_id: "hub-1" };
const text = (changes: object) => JSON.stringify({ ...minimal, ...changes });

describe("parseGenesis", () => {
  it("completes what is missing", () => {
    const doc = parseGenesis(text({ validators: [{ pub_key: pubKeyToJson(key), power: "5" }] }));

    expect(doc).toMatchObject({
      genesisTime: parseRfc3339("2024-01-02T03:04:05.6Z"),
      initialHeight: 1n,
      consensusParams: DEFAULT_CONSENSUS_PARAMS,
      appHash: new Uint8Array(0),
      appState: undefined,
    });
    expect(doc.validators[0]?.address).toHaveLength(20);
    expect(genesisValidatorSet(doc).totalPower).toBe(5n);
  });

  it("takes the genesis that the SDK writes", () => {
    const sdk = text({
      app_name: "interchain-security-pd",
      initial_height: 7,
      app_hash: null,
      app_state: { bank: {} },
      consensus: { params: { ...consensusParams, block: { max_bytes: "1000000", max_gas: "-1" } } },
    });
    const doc = parseGenesis(sdk);

    expect(doc.initialHeight).toBe(7n);
    expect(doc.consensusParams.block.maxBytes).toBe(1_000_000n);
    expect(doc.appState).toBe('{"bank":{}}');
    const app = { name: "interchain-security-pd", version: "7" };
    expect(parseGenesis(appGenesisToText(doc, app))).toEqual(doc);
    expect(parseGenesis(genesisToText(doc))).toEqual(doc);
  });

  it("keeps the raw state, the last one if there are two", () => {
    const doc = parseGenesis(
      `{"app_state":1,"chain_id":"a\\"b","genesis_time":"2024-01-02T03:04:05Z", "app_state" : {"n": 12345678901234567890, "s":"} ]"} }`,
    );
    expect(doc.chainId).toBe('a"b');
    expect(doc.appState).toBe('{"n": 12345678901234567890, "s":"} ]"}');
    expect(genesisToText(doc)).toMatch(/,"app_state":\{"n":12345678901234567890,"s":"\} \]"\}\}$/);
    expect(genesisToJson(doc).app_state).toMatchObject({ s: "} ]" });
  });

  it("asks for a time unless it is told one", () => {
    expect(() => parseGenesis('{"chain_id":"hub-1"}')).toThrow("genesis_time");
    expect(parseGenesis('{"chain_id":"hub-1"}', { now: 5n }).genesisTime).toBe(5n);
  });

  it.each([
    { why: "it is not JSON", json: '{"chain_id":', names: "not JSON" },
    { why: "it has no chain id", json: text({ chain_id: "" }), names: "chain_id" },
    { why: "the chain id is long", json: text({ chain_id: "x".repeat(51) }), names: "chain_id" },
    {
      why: "the height is negative",
      json: text({ initial_height: "-1" }),
      names: "initial_height",
    },
    {
      why: "the height has a fraction",
      json: text({ initial_height: 1.5 }),
      names: "initial_height",
    },
    {
      why: "a validator has no power",
      json: text({ validators: [{ pub_key: pubKeyToJson(key), power: "0" }] }),
      names: "validators[0]",
    },
    {
      why: "an address is not that of the key",
      json: text({
        validators: [{ pub_key: pubKeyToJson(key), power: "1", address: "00".repeat(20) }],
      }),
      names: "validators[0]",
    },
    {
      why: "a key is of an unknown kind",
      json: text({ validators: [{ pub_key: { type: "x", value: "" }, power: "1" }] }),
      names: "validators[0].pub_key",
    },
    {
      why: "a parameter is out of bounds",
      json: text({ consensus_params: { block: { max_bytes: "0" } } }),
      names: "block.MaxBytes",
    },
  ])("refuses when $why", ({ json, names }) => {
    expect(() => parseGenesis(json)).toThrow(names);
  });
});

describe("raw JSON", () => {
  it("is cut into members of any kind", () => {
    const json = ' { "a" : [1, {"b":"]"}] ,"c":null,"d":-1.5e3, "\\u0065":"x\\\\" } ';
    expect(Object.fromEntries(rawMembers(json))).toEqual({
      a: '[1, {"b":"]"}]',
      c: "null",
      d: "-1.5e3",
      e: '"x\\\\"',
    });
    expect(rawMembers("[1]").size).toBe(0);
    expect(rawMembers("{}").size).toBe(0);
  });

  it("loses blanks between tokens alone", () => {
    expect(compactJson('{ "a b" : "c  \\" d" ,\n\t"e":1 }')).toBe('{"a b":"c  \\" d","e":1}');
  });
});

const consensusParams = {
  evidence: {
    max_age_num_blocks: "100000",
    max_age_duration: "172800000000000",
    max_bytes: "1000",
  },
  validator: { pub_key_types: ["ed25519"] },
  version: {},
  abci: {},
};
