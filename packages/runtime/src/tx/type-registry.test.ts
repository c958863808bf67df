import { createTypeRegistry } from "./type-registry.ts";

const SEND = "/cosmos.bank.v1beta1.MsgSend";
const VOTE = "/cosmos.gov.v1.MsgVote";
const TEXT = "/cosmos.gov.v1beta1.TextProposal";

describe("the types of a chain", () => {
  const types = createTypeRegistry({ handled: [SEND], unhandled: [VOTE], others: [TEXT] });

  it.each([
    ["a handled message", SEND],
    ["its response", `${SEND}Response`],
    ["a message without a handler", VOTE],
    ["what the chain names", TEXT],
    ["keys", "/cosmos.crypto.ed25519.PubKey"],
  ])("hold %s", (_, typeUrl) => {
    expect(types.resolve(typeUrl)?.typeUrl).toBe(typeUrl);
  });

  it.each([
    ["messages of other modules", "/cosmos.bank.v1beta1.MsgMultiSend"],
    ["responses of messages without a handler", `${VOTE}Response`],
    ["messages that stand in no interface", "/cosmos.base.v1beta1.Coin"],
    ["authorizations of a module that is not there", "/cosmos.staking.v1beta1.StakeAuthorization"],
  ])("hold no %s", (_, typeUrl) => {
    expect(types.resolve(typeUrl)).toBeUndefined();
  });
});
