import { fromHex, utf8 } from "@testudo/base";
import { aminoJson, aminoSignDoc } from "./amino.ts";
import { packAny } from "./any.ts";
import { BaseAccount, ModuleAccount } from "./gen/cosmos/auth/v1beta1.ts";
import { MsgGrant } from "./gen/cosmos/authz/v1beta1.ts";
import { MsgSend } from "./gen/cosmos/bank/v1beta1.ts";
import { LegacyAminoPubKey } from "./gen/cosmos/crypto/multisig.ts";
import { PubKey } from "./gen/cosmos/crypto/secp256k1.ts";
import { MsgCancelProposal, MsgVoteWeighted } from "./gen/cosmos/gov/v1.ts";
import { MsgDelegate, StakeAuthorization } from "./gen/cosmos/staking/v1beta1.ts";
import { MsgSoftwareUpgrade, Plan } from "./gen/cosmos/upgrade/v1beta1.ts";
import { MsgCreateConsumer } from "./gen/interchain_security/ccv/provider/v1.ts";
import { JsonError } from "./json-error.ts";

const fee = { amount: [], gas: 1n, payer: "", granter: "" };
const doc = { chainId: "c", accountNumber: 0n, sequence: 0n, fee, memo: "", timeoutHeight: 0n };

describe("amino JSON", () => {
  it("goes by the amino name, or by the type URL where there is none", () => {
    expect(aminoJson(MsgSend, MsgSend.create())).toEqual({
      type: "cosmos-sdk/MsgSend",
      value: { amount: [] },
    });
    expect(aminoJson(MsgCancelProposal, { proposalId: 2n, proposer: "p" })).toEqual({
      type: "/cosmos.gov.v1.MsgCancelProposal",
      value: { proposal_id: "2", proposer: "p" },
    });
  });

  it("shows an embedded message only if it is on the wire", () => {
    // Our own encoder writes the spawn time; another client may leave it out.
    const bare = { typeUrl: MsgCreateConsumer.typeUrl, value: fromHex("1a002200") };
    const text = new TextDecoder().decode(aminoSignDoc({ ...doc, messages: [bare] }));
    expect(JSON.parse(text).msgs[0].value).toEqual({ metadata: {}, initialization_parameters: {} });
  });

  it("refuses an absent message that the schema wants shown", () => {
    const bare = { typeUrl: MsgDelegate.typeUrl, value: new Uint8Array() };
    expect(() => aminoSignDoc({ ...doc, messages: [bare] })).toThrow(JsonError);
  });

  it("shows keys as base64 and a multisig with its threshold as text", () => {
    const key = packAny(PubKey, { key: Uint8Array.of(1, 2) });
    const multisig = LegacyAminoPubKey.create({ threshold: 1, publicKeys: [key] });
    expect(aminoJson(LegacyAminoPubKey, multisig)).toEqual({
      type: "tendermint/PubKeyMultisigThreshold",
      value: { pubkeys: [{ type: "tendermint/PubKeySecp256k1", value: "AQI=" }], threshold: "1" },
    });
  });

  it("shows a oneof member under the name of its oneof", () => {
    const limits = StakeAuthorization.create({
      allowList: { address: ["v"] },
      authorizationType: 1,
    });
    const grant = MsgGrant.create({
      granter: "a",
      grantee: "b",
      grant: { authorization: packAny(StakeAuthorization, limits) },
    });
    expect(aminoJson(MsgGrant, grant)).toHaveProperty("value.grant.authorization.value", {
      Validators: {
        type: "cosmos-sdk/StakeAuthorization/AllowList",
        value: { allow_list: { address: ["v"] } },
      },
      authorization_type: 1,
    });
  });

  it("unfolds a module account", () => {
    const baseAccount = BaseAccount.create({ address: "m", accountNumber: 7n });
    const account = ModuleAccount.create({ baseAccount, name: "mint", permissions: ["minter"] });
    expect(aminoJson(ModuleAccount, account)).toHaveProperty("value", {
      account_number: 7,
      address: "m",
      name: "mint",
      permissions: ["minter"],
      public_key: "",
      sequence: 0,
    });
  });

  it("shows decimals of governance as they are written", () => {
    const vote = MsgVoteWeighted.create({ options: [{ option: 1, weight: "0.5" }] });
    expect(aminoJson(MsgVoteWeighted, vote)).toMatchObject({
      value: { options: [{ option: 1, weight: "0.5" }] },
    });
  });

  it("has no form for a time with negative nanoseconds", () => {
    const plan = MsgSoftwareUpgrade.create({
      plan: { ...Plan.create(), time: { seconds: 10n, nanos: -1 } },
    });
    expect(() => aminoJson(MsgSoftwareUpgrade, plan)).toThrow(JsonError);
  });
});

describe("amino sign doc", () => {
  it("is sorted, escaped for HTML, and silent about a timeout that is not set", () => {
    expect(aminoSignDoc({ ...doc, memo: "<&", messages: [] })).toEqual(
      utf8(
        '{"account_number":"0","chain_id":"c","fee":{"amount":[],"gas":"1"},' +
          '"memo":"\\u003c\\u0026","msgs":[],"sequence":"0"}',
      ),
    );
  });
});
