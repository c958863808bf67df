import { sdkErrors } from "@testudo/base";
import {
  MsgMultiSend,
  MsgMultiSendResponse,
  MsgSend,
  MsgSendResponse,
  MsgSetSendEnabled,
  MsgSetSendEnabledResponse,
} from "@testudo/proto/cosmos/bank/v1beta1";
import { matching } from "@testudo/testkit/matching";
import {
  createStakeChain,
  testAccount,
  testAddresses,
  testAuthority,
} from "@testudo/testkit/stake-chain";
import { errors as govErrors } from "../gov/errors.ts";
import { errors } from "./errors.ts";

const [alice, bob, vault] = ["alice", "bob", "vault"].map(testAccount);
const [aliceText, bobText, vaultText] = [alice, bob, vault].map((address) =>
  testAddresses.acc.toText(address!),
);
const coin = (amount: string, denom = "stake") => ({ denom, amount });

function setUp() {
  return createStakeChain({
    accounts: [{ address: alice!, coins: [{ denom: "stake", amount: 100n }] }],
    blocked: [vault!],
  });
}

function send(fields: Partial<MsgSend>) {
  const message = { fromAddress: aliceText!, toAddress: bobText!, amount: [coin("1")], ...fields };
  return (chain: ReturnType<typeof setUp>) => chain.send(MsgSend, MsgSendResponse, message);
}

describe("MsgSend", () => {
  it.each([
    {
      why: "the sender is no address",
      fields: { fromAddress: "x" },
      error: sdkErrors.invalidAddress,
    },
    {
      why: "the receiver is no address",
      fields: { toAddress: "" },
      error: sdkErrors.invalidAddress,
    },
    { why: "nothing is sent", fields: { amount: [] }, error: sdkErrors.invalidCoins },
    { why: "zero is sent", fields: { amount: [coin("0")] }, error: sdkErrors.invalidCoins },
    {
      why: "less than zero is sent",
      fields: { amount: [coin("-1")] },
      error: sdkErrors.invalidCoins,
    },
    {
      why: "the receiver is blocked",
      fields: { toAddress: vaultText! },
      error: sdkErrors.unauthorized,
    },
    {
      why: "funds are missing",
      fields: { amount: [coin("101")] },
      error: sdkErrors.insufficientFunds,
    },
  ])("is refused when $why", ({ fields, error }) => {
    const chain = setUp();

    expect(() => send(fields)(chain)).toThrow(matching(error));
    expect(chain.bank.balance(chain.ctx, alice!, "stake")).toBe(100n);
  });

  it("is refused while its denom is switched off", () => {
    const chain = setUp();
    const switchTo = (enabled: boolean, useDefaultFor: string[] = []) =>
      chain.send(MsgSetSendEnabled, MsgSetSendEnabledResponse, {
        authority: testAuthority,
        sendEnabled: useDefaultFor.length > 0 ? [] : [{ denom: "stake", enabled }],
        useDefaultFor,
      });

    switchTo(false);
    expect(() => send({})(chain)).toThrow(matching(errors.sendDisabled));

    switchTo(true, ["stake"]);
    expect(() => send({})(chain)).not.toThrow();
  });
});

describe("MsgSetSendEnabled", () => {
  const message = { authority: testAuthority, sendEnabled: [], useDefaultFor: [] };
  const entry = { denom: "stake", enabled: true };

  it.each([
    { why: "someone else asks", fields: { authority: aliceText! }, error: govErrors.invalidSigner },
    {
      why: "a denom stands twice",
      fields: { sendEnabled: [entry, entry] },
      error: sdkErrors.invalidRequest,
    },
    {
      why: "a denom is no denom",
      fields: { useDefaultFor: ["!"] },
      error: sdkErrors.invalidRequest,
    },
  ])("is refused when $why", ({ fields, error }) => {
    const chain = setUp();

    expect(() =>
      chain.send(MsgSetSendEnabled, MsgSetSendEnabledResponse, { ...message, ...fields }),
    ).toThrow(matching(error));
  });
});

describe("MsgMultiSend", () => {
  const input = { address: aliceText!, coins: [coin("10")] };
  const outputs = [
    { address: bobText!, coins: [coin("4")] },
    { address: aliceText!, coins: [coin("6")] },
  ];

  it("splits one input", () => {
    const chain = setUp();

    chain.send(MsgMultiSend, MsgMultiSendResponse, { inputs: [input], outputs });

    expect(chain.bank.balance(chain.ctx, alice!, "stake")).toBe(96n);
    expect(chain.bank.balance(chain.ctx, bob!, "stake")).toBe(4n);
  });

  it.each([
    { why: "nobody pays", message: { inputs: [], outputs }, error: errors.noInputs },
    { why: "two pay", message: { inputs: [input, input], outputs }, error: errors.multipleSenders },
    { why: "nobody is paid", message: { inputs: [input], outputs: [] }, error: errors.noOutputs },
    {
      why: "the sums differ",
      message: { inputs: [input], outputs: outputs.slice(1) },
      error: errors.inputOutputMismatch,
    },
    {
      why: "an output is blocked",
      message: { inputs: [input], outputs: [{ address: vaultText!, coins: [coin("10")] }] },
      error: sdkErrors.unauthorized,
    },
    {
      why: "an output is empty",
      message: { inputs: [input], outputs: [{ address: bobText!, coins: [] }] },
      error: sdkErrors.invalidCoins,
    },
  ])("is refused when $why", ({ message, error }) => {
    const chain = setUp();

    expect(() => chain.send(MsgMultiSend, MsgMultiSendResponse, message)).toThrow(matching(error));
    expect(chain.bank.balance(chain.ctx, alice!, "stake")).toBe(100n);
  });
});
