import { type AccAddress, fromUtf8, MAX_INT256, SECOND, utf8 } from "@testudo/base";
import { channelErrors, channelV2Errors, errorAcknowledgement } from "@testudo/ibc/channel";
import { clientV2Errors } from "@testudo/ibc/client";
import { ibcErrors, packetAcknowledgementPath, packetReceiptPath } from "@testudo/ibc/host";
import {
  acceptTransfer,
  bankDenom,
  denomFromPath,
  escrowAddress,
  transferErrors,
  validateTransferAuthorization,
} from "@testudo/ibc/transfer";
import {
  MsgTransfer,
  MsgTransferResponse,
  MsgUpdateParams,
  MsgUpdateParamsResponse,
  QueryDenomHashRequest,
  QueryDenomHashResponse,
  QueryDenomRequest,
  QueryDenomResponse,
  QueryDenomsRequest,
  QueryDenomsResponse,
  QueryEscrowAddressRequest,
  QueryEscrowAddressResponse,
  QueryTotalEscrowForDenomRequest,
  QueryTotalEscrowForDenomResponse,
  type TransferAuthorization,
} from "@testudo/proto/ibc/applications/transfer/v1";
import {
  MsgTimeout,
  MsgTimeoutResponse,
  Order,
  type Packet,
} from "@testudo/proto/ibc/core/channel/v1";
import {
  MsgRegisterCounterparty,
  MsgRegisterCounterpartyResponse,
} from "@testudo/proto/ibc/core/client/v2";
import type { Event } from "@testudo/runtime";
import { createIbcChain, type IbcChain, ibcAccount } from "@testudo/testkit/ibc-chain";
import {
  acknowledgementOf,
  acknowledgePacket,
  openPath,
  type PathEnd,
  packetOf,
  recvPacket,
  relayerOn,
  sync,
} from "@testudo/testkit/ibc-path";
import { matching } from "@testudo/testkit/matching";

const alice = ibcAccount("alice");
const bob = ibcAccount("bob");
const blockedAccount = ibcAccount("blocked");
const NO_HEIGHT = { revisionNumber: 0n, revisionHeight: 0n };
const VOUCHER = bankDenom(denomFromPath("transfer/channel-0/stake"));

function setUp() {
  const accounts = [{ address: alice, coins: [{ denom: "stake", amount: 1000n }] }];
  const blocked = [blockedAccount];
  const a = createIbcChain({ chainId: "testchain1", accounts, blocked });
  const b = createIbcChain({ chainId: "testchain2", blocked });
  return openPath({ a, b, order: Order.ORDER_UNORDERED });
}

const nameOn = ({ addresses }: IbcChain, account: AccAddress) => addresses.acc.toText(account);

function transfer({ chain, channelId }: PathEnd, changes: Partial<MsgTransfer> = {}) {
  return chain.deliver(MsgTransfer, MsgTransferResponse, {
    sourcePort: "transfer",
    sourceChannel: channelId,
    token: { denom: "stake", amount: "100" },
    sender: nameOn(chain, alice),
    receiver: nameOn(chain, bob),
    timeoutHeight: { revisionNumber: 0n, revisionHeight: 100_000n },
    timeoutTimestamp: 0n,
    memo: "",
    encoding: "",
    ...changes,
  });
}

function balance({ chain }: PathEnd, account: AccAddress, denom = "stake"): bigint {
  return chain.bank.balance(chain.ctx, account, denom);
}

function escrowed({ chain }: PathEnd): Uint8Array | undefined {
  return chain.ctx.store("transfer").get(utf8("totalEscrowForDenom/stake"));
}

const typesOf = (events: readonly Event[]) => events.map(({ type }) => type);

function attributesOf(events: readonly Event[], type: string) {
  return events
    .filter((event) => event.type === type)
    .map(({ attributes }) => Object.fromEntries(attributes.map(({ key, value }) => [key, value])));
}

/** A packet that core would accept, with data that no honest chain sends. */
function sendRaw({ chain, channelId }: PathEnd, data: Uint8Array): Packet {
  const first = chain.ctx.events().length;
  chain.core.channel.sendPacket(chain.ctx, {
    sourcePort: "transfer",
    sourceChannel: channelId,
    timeoutHeight: { revisionNumber: 0n, revisionHeight: 100_000n },
    timeoutTimestamp: 0n,
    data,
  });
  return packetOf(chain.ctx.events().slice(first));
}

describe("sending tokens of this chain", () => {
  it("locks them behind the channel and tells it in order", () => {
    const { a } = setUp();
    const { response, events } = transfer(a);
    expect(response.sequence).toBe(1n);
    expect(balance(a, alice)).toBe(900n);
    expect(balance(a, escrowAddress("transfer", a.channelId))).toBe(100n);
    expect(escrowed(a)).toEqual(Uint8Array.of(0x0a, 3, 0x31, 0x30, 0x30));
    expect(typesOf(events).slice(-4)).toEqual([
      "send_packet",
      "message",
      "ibc_transfer",
      "message",
    ]);
    expect(fromUtf8(packetOf(events).data)).toBe(
      `{"denom":"stake","amount":"100","sender":"${nameOn(a.chain, alice)}","receiver":"${nameOn(a.chain, bob)}"}`,
    );
  });

  it("sends everything when asked for the largest amount", () => {
    const { a } = setUp();
    const { events } = transfer(a, { token: { denom: "stake", amount: MAX_INT256.toString() } });
    expect(attributesOf(events, "ibc_transfer")[0]).toMatchObject({ amount: "1000" });
    expect(balance(a, alice)).toBe(0n);
    expect(() => transfer(a, { token: { denom: "stake", amount: MAX_INT256.toString() } })).toThrow(
      matching(transferErrors.invalidAmount),
    );
  });

  it("reads amounts as leniently as the reference: 0x10 is 16", () => {
    const { a } = setUp();
    const { events } = transfer(a, { token: { denom: "stake", amount: "0x10" } });
    expect(attributesOf(events, "ibc_transfer")[0]).toMatchObject({ amount: "16" });
  });

  it.each<[string, Partial<MsgTransfer>, { codespace: string; code: number }]>([
    ["amount zero", { token: { denom: "stake", amount: "0" } }, ibcErrors.invalidCoins],
    ["a malformed hash", { token: { denom: "ibc/XYZ", amount: "1" } }, ibcErrors.invalidCoins],
    ["the bare prefix", { token: { denom: "ibc/", amount: "1" } }, ibcErrors.invalidCoins],
    [
      "an unknown voucher",
      { token: { denom: `ibc/${"AB".repeat(32)}`, amount: "1" } },
      transferErrors.denomNotFound,
    ],
    [
      "more than there is",
      { token: { denom: "stake", amount: "1001" } },
      { codespace: "sdk", code: 5 },
    ],
    ["a blank receiver", { receiver: " " }, ibcErrors.invalidAddress],
    ["a long receiver", { receiver: "r".repeat(2049) }, ibcErrors.invalidAddress],
    ["a long memo", { memo: "m".repeat(32_769) }, transferErrors.invalidMemo],
    ["no timeout", { timeoutHeight: NO_HEIGHT }, channelErrors.invalidPacket],
    [
      "a passed timeout",
      { timeoutHeight: NO_HEIGHT, timeoutTimestamp: SECOND },
      channelErrors.timeoutElapsed,
    ],
    ["an unknown channel", { sourceChannel: "channel-9" }, channelV2Errors.invalidTimeout],
    [
      "an unknown channel with a timestamp",
      { sourceChannel: "channel-9", timeoutTimestamp: 5n },
      clientV2Errors.counterpartyNotFound,
    ],
    ["another port", { sourcePort: "other" }, channelV2Errors.invalidTimeout],
  ])("refuses %s and keeps the money in place", (_why, changes, error) => {
    const { a } = setUp();
    expect(() => transfer(a, changes)).toThrow(
      expect.objectContaining({ codespace: error.codespace, code: error.code }),
    );
    expect(balance(a, alice)).toBe(1000n);
  });

  it("takes the longest receiver and memo", () => {
    const { a } = setUp();
    expect(() =>
      transfer(a, { receiver: "r".repeat(2048), memo: "m".repeat(32_768) }),
    ).not.toThrow();
  });

  it("stops when transfers or the denom are switched off", () => {
    const { a } = setUp();
    const { chain } = a;
    chain.bank.setAllSendEnabled(chain.ctx, [{ denom: "stake", enabled: false }]);
    expect(() => transfer(a)).toThrow(matching(transferErrors.sendDisabled));
    chain.bank.setAllSendEnabled(chain.ctx, [{ denom: "stake", enabled: true }]);
    chain.deliver(MsgUpdateParams, MsgUpdateParamsResponse, {
      signer: chain.authority,
      params: { sendEnabled: false, receiveEnabled: false },
    });
    expect(() => transfer(a)).toThrow(matching(transferErrors.sendDisabled));
    expect(chain.ctx.store("transfer").get(utf8("params"))).toEqual(new Uint8Array());
  });

  it("panics over a client with a v2 counterparty, as there is no v2 application", () => {
    const { a } = setUp();
    const { chain, clientId } = a;
    chain.deliver(MsgRegisterCounterparty, MsgRegisterCounterpartyResponse, {
      clientId,
      counterpartyMerklePrefix: [utf8("ibc"), utf8("")],
      counterpartyClientId: clientId,
      signer: relayerOn(chain),
    });
    const timeoutTimestamp = chain.time / SECOND + 60n;
    expect(() => transfer(a, { sourceChannel: clientId, timeoutTimestamp })).toThrow(
      expect.objectContaining({ name: "Panic" }),
    );
    expect(() =>
      transfer(a, { sourceChannel: clientId, timeoutTimestamp: chain.time / SECOND }),
    ).toThrow(matching(channelV2Errors.timeoutElapsed));
    expect(() =>
      transfer(a, {
        sourceChannel: clientId,
        timeoutTimestamp: chain.time / SECOND + 86_401n,
      }),
    ).toThrow(matching(channelV2Errors.invalidTimeout));
  });
});

describe("receiving", () => {
  it("makes a voucher once, and pays it out every time", () => {
    const { a, b } = setUp();
    const first = recvPacket(a, b, packetOf(transfer(a).events));
    expect(balance(b, bob, VOUCHER)).toBe(100n);
    expect(b.chain.bank.denomMetadata(b.chain.ctx, VOUCHER)).toMatchObject({
      description: "IBC token from transfer/channel-0/stake",
      base: VOUCHER,
      display: "transfer/channel-0/stake",
      symbol: "STAKE",
    });
    const second = recvPacket(a, b, packetOf(transfer(a).events));
    expect(typesOf(second.events)).toContain("denomination");
    expect(second.gas).toBeLessThan(first.gas);
    expect(balance(b, bob, VOUCHER)).toBe(200n);
  });

  it("unlocks what comes home and forgets a total of zero", () => {
    const { a, b } = setUp();
    recvPacket(a, b, packetOf(transfer(a).events));
    const back = transfer(b, {
      token: { denom: VOUCHER, amount: "100" },
      sender: nameOn(b.chain, bob),
      receiver: nameOn(a.chain, bob),
    });
    expect(attributesOf(back.events, "ibc_transfer")[0]).toMatchObject({
      denom: "transfer/channel-0/stake",
    });
    expect(b.chain.bank.supply(b.chain.ctx, VOUCHER)).toBe(0n);
    recvPacket(b, a, packetOf(back.events));
    expect(balance(a, bob)).toBe(100n);
    expect(escrowed(a)).toBeUndefined();
  });

  const sender = "cosmos1sender";
  const data = (members: Record<string, string>) =>
    utf8(JSON.stringify({ denom: "stake", amount: "5", sender, ...members }));

  it.each<[string, (chain: IbcChain) => Uint8Array, number]>([
    ["a receiver of another chain", () => data({ receiver: "osmo1x" }), 5],
    ["a blocked receiver", (chain) => data({ receiver: nameOn(chain, blockedAccount) }), 2],
    ["no JSON", () => utf8("no json"), 12],
    ["an unknown member", (chain) => data({ receiver: nameOn(chain, bob), extra: "1" }), 12],
    ["1e3 as amount", (chain) => data({ receiver: nameOn(chain, bob), amount: "1e3" }), 5],
    ["amount zero", (chain) => data({ receiver: nameOn(chain, bob), amount: "0" }), 5],
    ["a blank denom", (chain) => data({ receiver: nameOn(chain, bob), denom: "" }), 3],
    [
      "a long memo",
      (chain) => data({ receiver: nameOn(chain, bob), memo: "m".repeat(32_769) }),
      11,
    ],
    [
      "tokens this chain never sent",
      (chain) => data({ receiver: nameOn(chain, bob), denom: "transfer/channel-0/stake" }),
      5,
    ],
  ])("answers %s with an error of code only", (_why, make, code) => {
    const { a, b } = setUp();
    const { events } = recvPacket(a, b, sendRaw(a, make(b.chain)));
    expect(acknowledgementOf(events)).toEqual(errorAcknowledgement({ code }).bytes);
    const told = attributesOf(events, "ibccallbackerror-fungible_token_packet");
    expect(told[0]).toMatchObject({ "ibccallbackerror-success": "false" });
    expect(typesOf(events).at(-2)).toBe("write_acknowledgement");
  });

  it.each([
    ["0x10", 16n],
    ["010", 8n],
    ["1_0", 10n],
  ])("credits %s as %s", (amount, credited) => {
    const { a, b } = setUp();
    const packet = sendRaw(a, data({ receiver: nameOn(b.chain, bob), amount }));
    const { events } = recvPacket(a, b, packet);
    expect(balance(b, bob, VOUCHER)).toBe(credited);
    expect(attributesOf(events, "fungible_token_packet")[0]).toMatchObject({ amount });
  });

  it("answers with an error when receiving is switched off", () => {
    const { a, b } = setUp();
    b.chain.transfer.setParams(b.chain.ctx, { sendEnabled: true, receiveEnabled: false });
    const { events } = recvPacket(a, b, packetOf(transfer(a).events));
    expect(acknowledgementOf(events)).toEqual(errorAcknowledgement({ code: 8 }).bytes);
  });
});

describe("the sender's answer", () => {
  it("says success with the raw byte and moves nothing", () => {
    const { a, b } = setUp();
    const packet = packetOf(transfer(a).events);
    const received = recvPacket(a, b, packet);
    const { events } = acknowledgePacket(a, b, packet, acknowledgementOf(received.events));
    const told = attributesOf(events, "fungible_token_packet");
    expect(told[0]).toMatchObject({ acknowledgement: 'result:"\\001" ' });
    expect(told[1]).toEqual({ success: Uint8Array.of(1) });
    expect(balance(a, alice)).toBe(900n);
  });

  it("refunds locked tokens after an error", () => {
    const { a, b } = setUp();
    const packet = packetOf(transfer(a, { receiver: "osmo1x" }).events);
    const received = recvPacket(a, b, packet);
    const { events } = acknowledgePacket(a, b, packet, acknowledgementOf(received.events));
    expect(balance(a, alice)).toBe(1000n);
    expect(escrowed(a)).toBeUndefined();
    const error = "ABCI code: 5: error handling packet: see events for details";
    expect(attributesOf(events, "fungible_token_packet")).toMatchObject([
      { acknowledgement: `error:"${error}" ` },
      { error },
    ]);
  });

  it("refunds burnt vouchers after an error", () => {
    const { a, b } = setUp();
    recvPacket(a, b, packetOf(transfer(a).events));
    const back = transfer(b, {
      token: { denom: VOUCHER, amount: "40" },
      sender: nameOn(b.chain, bob),
      receiver: "osmo1x",
    });
    const packet = packetOf(back.events);
    const received = recvPacket(b, a, packet);
    acknowledgePacket(b, a, packet, acknowledgementOf(received.events));
    expect(balance(b, bob, VOUCHER)).toBe(100n);
  });

  it.each([
    ["a blank more", '{"result":"AQ=="} ', ibcErrors.invalidType],
    ["an unknown member", '{"result":"AQ==","x":1}', ibcErrors.unknownRequest],
    ["neither result nor error", "{}", ibcErrors.invalidType],
    ["doubled members", '{"result":"AQ==","result":"AQ=="}', ibcErrors.invalidType],
    ["another case", '{"Result":"AQ=="}', ibcErrors.unknownRequest],
    ["no JSON", "nothing", ibcErrors.unknownRequest],
  ])("refuses an acknowledgement with %s", (_why, text, error) => {
    const { a } = setUp();
    const packet = packetOf(transfer(a).events);
    const module = a.chain.core.channel.router.route("transfer");
    expect(() =>
      module.onAcknowledgementPacket(a.chain.ctx, packet, utf8(text), alice, "ics20-1"),
    ).toThrow(matching(error));
  });

  it("refunds after a timeout, with the trace as null", () => {
    const { a, b } = setUp();
    const timeoutHeight = {
      revisionNumber: 0n,
      revisionHeight: b.chain.latestHeight().revisionHeight + 2n,
    };
    const packet = packetOf(transfer(a, { timeoutHeight }).events);
    sync(b.chain, a.chain, a.clientId);
    sync(b.chain, a.chain, a.clientId);
    // Another packet's acknowledgement would make the proof one of neighbours; here the tree answers as it is.
    const { proof, proofHeight } = b.chain.prove(packetReceiptPath(b, 1n));
    const { events } = a.chain.deliver(MsgTimeout, MsgTimeoutResponse, {
      packet,
      proofUnreceived: proof,
      proofHeight,
      nextSequenceRecv: 1n,
      signer: relayerOn(a.chain),
    });
    expect(balance(a, alice)).toBe(1000n);
    expect(attributesOf(events, "timeout")).toEqual([
      {
        receiver: nameOn(a.chain, alice),
        refund_tokens: '{"denom":{"base":"stake","trace":null},"amount":"100"}',
        memo: "",
      },
    ]);
    expect(typesOf(events).slice(0, 2)).toEqual(["timeout_packet", "message"]);
    expect(b.chain.ctx.store("ibc").has(utf8(packetAcknowledgementPath(b, 1n)))).toBe(false);
  });
});

describe("a grant to transfer", () => {
  const authorization = (changes: object = {}): TransferAuthorization => ({
    allocations: [
      {
        sourcePort: "transfer",
        sourceChannel: "channel-0",
        spendLimit: [{ denom: "stake", amount: "100" }],
        allowList: [],
        allowedPacketData: [],
        ...changes,
      },
    ],
  });
  const message = (changes: Partial<MsgTransfer> = {}): MsgTransfer => ({
    sourcePort: "transfer",
    sourceChannel: "channel-0",
    token: { denom: "stake", amount: "60" },
    sender: "s",
    receiver: "r",
    timeoutHeight: NO_HEIGHT,
    timeoutTimestamp: 0n,
    memo: "",
    encoding: "",
    ...changes,
  });

  it("shrinks, and is used up at its limit", () => {
    const { ctx } = setUp().a.chain;
    expect(acceptTransfer(ctx, authorization(), message())).toEqual({
      updated: authorization({ spendLimit: [{ denom: "stake", amount: "40" }] }),
    });
    const all = message({ token: { denom: "stake", amount: "100" } });
    expect(acceptTransfer(ctx, authorization(), all)).toBe("used up");
    const unbounded = authorization({
      spendLimit: [{ denom: "stake", amount: MAX_INT256.toString() }],
    });
    expect(acceptTransfer(ctx, unbounded, all)).toEqual({ updated: undefined });
  });

  it("costs 30 gas for each entry compared", () => {
    const { ctx } = setUp().a.chain;
    const before = ctx.gas.consumed;
    acceptTransfer(ctx, authorization({ allowList: ["x", "r", "y"] }), message());
    expect(ctx.gas.consumed - before).toBe(60n);
  });

  it.each<[string, object, Partial<MsgTransfer>, { codespace: string; code: number }]>([
    ["another channel", {}, { sourceChannel: "channel-1" }, ibcErrors.notFound],
    ["another receiver", { allowList: ["x"] }, {}, ibcErrors.invalidAddress],
    ["a memo", {}, { memo: "m" }, transferErrors.invalidAuthorization],
    [
      "another memo",
      { allowedPacketData: ["n"] },
      { memo: "m" },
      transferErrors.invalidAuthorization,
    ],
    ["too much", {}, { token: { denom: "stake", amount: "101" } }, ibcErrors.insufficientFunds],
  ])("refuses %s", (_why, grant, transferred, error) => {
    const { ctx } = setUp().a.chain;
    expect(() => acceptTransfer(ctx, authorization(grant), message(transferred))).toThrow(
      expect.objectContaining({ codespace: error.codespace, code: error.code }),
    );
  });

  it("must be well formed", () => {
    expect(() => validateTransferAuthorization(authorization())).not.toThrow();
    expect(() => validateTransferAuthorization({ allocations: [] })).toThrow(
      matching(transferErrors.invalidAuthorization),
    );
    const [allocation] = authorization().allocations;
    expect(() =>
      validateTransferAuthorization({ allocations: [allocation!, allocation!] }),
    ).toThrow(matching(channelErrors.invalidChannel));
    expect(() => validateTransferAuthorization(authorization({ spendLimit: [] }))).toThrow(
      matching(ibcErrors.invalidCoins),
    );
  });
});

describe("queries", () => {
  const SERVICE = "/ibc.applications.transfer.v1.Query";

  it("finds a voucher by its hash with and without the prefix, and the hash by its path", () => {
    const { a, b } = setUp();
    recvPacket(a, b, packetOf(transfer(a).events));
    const { chain } = b;
    for (const hash of [VOUCHER, VOUCHER.slice(4)]) {
      const { denom } = chain.ask(`${SERVICE}/Denom`, QueryDenomRequest, QueryDenomResponse, {
        hash,
      });
      expect(denom).toEqual(denomFromPath("transfer/channel-0/stake"));
    }
    const { hash } = chain.ask(
      `${SERVICE}/DenomHash`,
      QueryDenomHashRequest,
      QueryDenomHashResponse,
      {
        trace: "transfer/channel-0/stake",
      },
    );
    expect(hash).toBe(VOUCHER.slice(4));
    const { denoms, pagination } = chain.ask(
      `${SERVICE}/Denoms`,
      QueryDenomsRequest,
      QueryDenomsResponse,
      {
        pagination: undefined,
      },
    );
    expect([denoms.length, pagination?.total]).toEqual([1, 1n]);
    const total = a.chain.ask(
      `${SERVICE}/TotalEscrowForDenom`,
      QueryTotalEscrowForDenomRequest,
      QueryTotalEscrowForDenomResponse,
      { denom: "stake" },
    );
    expect(total.amount).toEqual({ denom: "stake", amount: "100" });
  });

  it("tells the escrow address of channels that exist", () => {
    const { a } = setUp();
    const ask = (channelId: string) =>
      a.chain.ask(
        `${SERVICE}/EscrowAddress`,
        QueryEscrowAddressRequest,
        QueryEscrowAddressResponse,
        {
          portId: "transfer",
          channelId,
        },
      );
    expect(ask("channel-0").escrowAddress).toBe("cosmos1a53udazy8ayufvy0s434pfwjcedzqv34kvz9tw");
    expect(() => ask("channel-5")).toThrow(expect.objectContaining({ grpcCode: 5 }));
  });
});
