import { type Bytes, concatBytes, Dec, uint64BE, utf8, uvarint } from "@testudo/base";
import { DEFAULT_CONSENSUS_PARAMS } from "@testudo/comet";
import { moduleAddress, secp256k1PubKey, sha256 } from "@testudo/crypto";
import { packAny } from "@testudo/proto";
import { MsgExec } from "@testudo/proto/cosmos/authz/v1beta1";
import { MsgMultiSend, MsgSend } from "@testudo/proto/cosmos/bank/v1beta1";
import { LegacyAminoPubKey } from "@testudo/proto/cosmos/crypto/multisig";
import { PubKey } from "@testudo/proto/cosmos/crypto/secp256k1";
import { AuthInfo, TxRaw } from "@testudo/proto/cosmos/tx/v1beta1";
import { MsgCreateVestingAccount } from "@testudo/proto/cosmos/vesting/v1beta1";
import type { Any } from "@testudo/proto/google/protobuf";
import {
  MsgAssignConsumerKey,
  MsgOptIn,
  MsgOptOut,
} from "@testudo/proto/interchain_security/ccv/provider/v1";
import { keyJson, namesOn } from "@testudo/testkit/consumer-messages";
import { launchOnHub } from "@testudo/testkit/coordinator";
import { createHub, POCKET } from "@testudo/testkit/hub";
import { accountKey, balanceKey, effectOf } from "@testudo/testkit/state-dump";
import { testAccount, testConsKey, testValidator } from "@testudo/testkit/test-account";
import type { TestChain, TxOptions } from "@testudo/testkit/test-chain";
import { message } from "@testudo/testkit/test-tx";

const dora = testAccount("dora");
const eve = testAccount("eve");
const alice = testValidator("alice");
const FEE = [{ denom: "stake", amount: 5000n }];
const FEE_COLLECTOR = moduleAddress("fee_collector");
const MAX_GAS = 100_000_000n;

let hub: TestChain;
beforeAll(() => {
  hub = createHub({
    accounts: ["dora", "eve"],
    coins: [{ denom: "atom", amount: 1000n }],
    minGasPrices: [{ denom: "stake", amount: Dec.fromText("0.001") }],
    consensusParams: {
      ...DEFAULT_CONSENSUS_PARAMS,
      block: { ...DEFAULT_CONSENSUS_PARAMS.block, maxGas: MAX_GAS },
    },
  });
});

const text = ({ address }: { readonly address: Uint8Array }) =>
  hub.addresses.acc.toText(address as never);

function pay(amount: string, changes: Partial<MsgSend> = {}): Any {
  return message(MsgSend, {
    fromAddress: text(dora),
    toAddress: text(eve),
    amount: [{ denom: "stake", amount }],
    ...changes,
  });
}

/** A good transaction, but for the changes. */
function transaction(changes: TxOptions = {}, messages: readonly Any[] = [pay("1")]): Bytes {
  return hub.sign(dora, messages, { fee: FEE, gasLimit: 200_000n, ...changes });
}

/** The same transaction with parts of its encoding replaced; the signature may be wrong then, which nobody gets to see. */
function rewritten(change: (raw: TxRaw) => TxRaw): Bytes {
  return TxRaw.encode(change(TxRaw.decode(transaction())));
}

const field = (number: number, bytes: Bytes) =>
  concatBytes(uvarint((number << 3) | 2), uvarint(bytes.length), bytes);

function nestedMultisig(depth: number): Any {
  let key = packAny(PubKey, { key: dora.pubKey });
  for (let i = 0; i < depth; i += 1)
    key = packAny(LegacyAminoPubKey, { threshold: 1, publicKeys: [key] });
  return key;
}

const signedBy = (publicKey: Any) =>
  rewritten((raw) => {
    const info = AuthInfo.decode(raw.authInfoBytes);
    return {
      ...raw,
      authInfoBytes: AuthInfo.encode({
        ...info,
        signerInfos: info.signerInfos.map((one) => ({ ...one, publicKey })),
      }),
    };
  });

const SECP256K1_ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;

function highS(signature: Bytes): Bytes {
  const s = signature.subarray(32).reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  const high = SECP256K1_ORDER - s;
  const words = [192n, 128n, 64n, 0n].map((shift) =>
    uint64BE((high >> shift) & 0xffff_ffff_ffff_ffffn),
  );
  return concatBytes(signature.subarray(0, 32), ...words);
}

type Row = readonly [why: string, tx: () => Bytes, codespace: string, code: number];

const refusedBeforeAnything: readonly Row[] = [
  ["11: no bytes", () => new Uint8Array(), "sdk", 18],
  ["11: a zero byte", () => new Uint8Array(1), "sdk", 2],
  ["11: 64 times 0xff", () => new Uint8Array(64).fill(255), "sdk", 2],
  [
    "12: an unknown field in TxRaw",
    () => concatBytes(transaction(), field(9, utf8("x"))),
    "sdk",
    2,
  ],
  [
    "12: an unknown field in AuthInfo",
    () =>
      rewritten((raw) => ({
        ...raw,
        authInfoBytes: concatBytes(raw.authInfoBytes, field(9, utf8("x"))),
      })),
    "sdk",
    2,
  ],
  [
    "12: an unknown critical field in the body",
    () =>
      rewritten((raw) => ({ ...raw, bodyBytes: concatBytes(raw.bodyBytes, field(99, utf8("x"))) })),
    "sdk",
    2,
  ],
  [
    "13: fields out of order",
    () => {
      const { bodyBytes, authInfoBytes, signatures } = TxRaw.decode(transaction());
      return concatBytes(field(2, authInfoBytes), field(1, bodyBytes), field(3, signatures[0]!));
    },
    "sdk",
    2,
  ],
  [
    "13: a padded length",
    () => {
      const { bodyBytes, authInfoBytes, signatures } = TxRaw.decode(transaction());
      const length = uvarint(bodyBytes.length);
      const padded = concatBytes(length.subarray(0, -1), Uint8Array.of(length.at(-1)! | 0x80, 0));
      return concatBytes(
        Uint8Array.of(10),
        padded,
        bodyBytes,
        field(2, authInfoBytes),
        field(3, signatures[0]!),
      );
    },
    "sdk",
    2,
  ],
  ["14: a key in 17 multisigs", () => signedBy(nestedMultisig(17)), "sdk", 2],
  ["14: a key in 2,000 multisigs", () => signedBy(nestedMultisig(2000)), "sdk", 2],
  [
    "15: a type without a slash",
    () => transaction({}, [{ ...pay("1"), typeUrl: "cosmos.bank.v1beta1.MsgSend" }]),
    "sdk",
    2,
  ],
  [
    "15: a type that nobody knows",
    () => transaction({}, [{ ...pay("1"), typeUrl: "/cosmos.bank.v1beta1.MsgRob" }]),
    "sdk",
    2,
  ],
  [
    "15: a type that is no message",
    () => transaction({}, [{ ...pay("1"), typeUrl: "/cosmos.bank.v1beta1.Params" }]),
    "sdk",
    2,
  ],
  [
    "16: no auth info",
    () => rewritten((raw) => ({ ...raw, authInfoBytes: new Uint8Array() })),
    "undefined",
    111222,
  ],
  ["20: another chain's id", () => transaction({ chainId: "other-1" }), "sdk", 4],
  ["20: another account number", () => transaction({ accountNumber: 99n }), "sdk", 4],
  ["21: a sequence ahead", () => transaction({ sequence: 7n }), "sdk", 32],
  ["21: the greatest sequence", () => transaction({ sequence: (1n << 64n) - 1n }), "sdk", 32],
  ["22: a high S", () => transaction({ forge: highS }), "sdk", 4],
  ["22: a signature of 63 bytes", () => transaction({ forge: (s) => s.subarray(1) }), "sdk", 4],
  [
    "22: a signature of 65 bytes",
    () => transaction({ forge: (s) => concatBytes(s, s.subarray(0, 1)) }),
    "sdk",
    4,
  ],
  ["22: zeroes for a signature", () => transaction({ forge: () => new Uint8Array(64) }), "sdk", 4],
  [
    "23: another account's key",
    () => signedBy(packAny(PubKey, { key: secp256k1PubKey(sha256(utf8("stranger"))) })),
    "sdk",
    8,
  ],
  ["24: another's message", () => hub.sign(eve, [pay("1")], { fee: FEE }), "sdk", 8],
  [
    "25: two signatures of one signer",
    () => rewritten((raw) => ({ ...raw, signatures: [raw.signatures[0]!, raw.signatures[0]!] })),
    "sdk",
    4,
  ],
  ["25: no signature", () => rewritten((raw) => ({ ...raw, signatures: [] })), "sdk", 15],
  [
    "25: eight signatures",
    () => rewritten((raw) => ({ ...raw, signatures: Array(8).fill(raw.signatures[0]!) })),
    "sdk",
    4,
  ],
  ["26: no gas", () => transaction({ gasLimit: 0n }), "sdk", 11],
  ["26: gas of 1", () => transaction({ gasLimit: 1n }), "sdk", 11],
  ["26: one gas more than a block has", () => transaction({ gasLimit: MAX_GAS + 1n }), "sdk", 41],
  ["26: gas of 2^64-1", () => transaction({ gasLimit: (1n << 64n) - 1n }), "sdk", 41],
  [
    "27: a fee above the balance",
    () => transaction({ fee: [{ denom: "stake", amount: POCKET + 1n }] }),
    "sdk",
    5,
  ],
  ["28: a memo of 257 bytes", () => transaction({ memo: "m".repeat(257) }), "sdk", 12],
  ["29: a timeout height that has passed", () => transaction({ timeoutHeight: 1n }), "sdk", 30],
  [
    "30: an extension option",
    () => transaction({ extensionOptions: [packAny(MsgSend, MsgSend.create())] }),
    "sdk",
    2,
  ],
  [
    "31: an execute message around another's",
    () =>
      transaction({}, [
        packAny(MsgExec, { grantee: text(dora), msgs: [pay("1", { fromAddress: text(eve) })] }),
      ]),
    "sdk",
    2,
  ],
];

const refusedInHandler: readonly Row[] = [
  ["33: no coins", () => transaction({}, [pay("1", { amount: [] })]), "sdk", 10],
  ["33: nothing of a coin", () => transaction({}, [pay("0")]), "sdk", 10],
  ["33: less than nothing", () => transaction({}, [pay("-1")]), "sdk", 10],
  [
    "33: a coin twice",
    () =>
      transaction({}, [
        pay("1", {
          amount: [
            { denom: "stake", amount: "1" },
            { denom: "stake", amount: "1" },
          ],
        }),
      ]),
    "sdk",
    10,
  ],
  [
    "33: unsorted coins",
    () =>
      transaction({}, [
        pay("1", {
          amount: [
            { denom: "stake", amount: "1" },
            { denom: "atom", amount: "1" },
          ],
        }),
      ]),
    "sdk",
    10,
  ],
  [
    "33: a denom of two letters",
    () => transaction({}, [pay("1", { amount: [{ denom: "at", amount: "1" }] })]),
    "sdk",
    10,
  ],
  ["34: 2^256-1 coins", () => transaction({}, [pay(String(2n ** 256n - 1n))]), "sdk", 5],
  ["34: one coin too many", () => transaction({}, [pay(String(POCKET))]), "sdk", 5],
  [
    "36: a payment to a module's account",
    () =>
      transaction({}, [pay("1", { toAddress: text({ address: moduleAddress("distribution") }) })]),
    "sdk",
    4,
  ],
  [
    "37: a second message that fails",
    () => transaction({}, [pay("1"), pay(String(POCKET))]),
    "sdk",
    5,
  ],
  [
    "32: a vesting account planted on somebody",
    () => transaction({}, [vesting(text(eve))]),
    "sdk",
    18,
  ],
  [
    "32: a vesting account on a blocked address",
    () => transaction({}, [vesting(text({ address: moduleAddress("distribution") }))]),
    "sdk",
    4,
  ],
];

function vesting(toAddress: string): Any {
  return message(MsgCreateVestingAccount, {
    fromAddress: text(dora),
    toAddress,
    amount: [{ denom: "stake", amount: "1" }],
    endTime: 2_000_000_000n,
    delayed: true,
  });
}

describe("a transaction that is refused", () => {
  it.each(refusedBeforeAnything)(
    "faults %s: changes nothing",
    async (_why, make, codespace, code) => {
      const { result, changed } = await effectOf(hub, make());
      expect({ codespace: result.codespace, code: result.code, log: result.log }).toEqual({
        codespace,
        code,
        log: result.log,
      });
      expect(changed).toEqual([]);
      hub.next();
    },
  );

  it.each(refusedInHandler)(
    "faults %s: costs the fee and a sequence",
    async (_why, make, codespace, code) => {
      const { result, changed } = await effectOf(hub, make());
      expect({ codespace: result.codespace, code: result.code, log: result.log }).toEqual({
        codespace,
        code,
        log: result.log,
      });
      expect(changed).toEqual(
        [
          accountKey(dora),
          balanceKey(dora.address, "stake"),
          balanceKey(FEE_COLLECTOR, "stake"),
        ].sort(),
      );
      hub.next();
    },
  );
});

describe("the mempool", () => {
  it.each<[string, TxOptions, number]>([
    ["a fee below the minimum", { fee: [{ denom: "stake", amount: 199n }] }, 13],
    ["a fee of another denom", { fee: [{ denom: "atom", amount: 900n }] }, 13],
    ["no fee", { fee: [] }, 13],
    ["a fee above the balance", { fee: [{ denom: "stake", amount: POCKET * 2n }] }, 5],
  ])("faults 27: refuses %s", (_why, changes, code) => {
    expect(hub.check(transaction(changes))).toMatchObject({ codespace: "sdk", code });
  });

  it("faults 27: takes the least fee to the unit", () => {
    expect(hub.check(transaction({ fee: [{ denom: "stake", amount: 200n }] }))).toMatchObject({
      code: 0,
    });
  });

  it("faults 33: leaves bad coins to the block, as the reference does", () => {
    hub.next(); // forgets what it took before
    expect(hub.check(transaction({}, [pay("0")]))).toMatchObject({ code: 0 });
    hub.next();
  });
});

describe("a block", () => {
  it("faults 21: takes a transaction once, though it is in it twice", () => {
    const before = hub.balance(eve.address);
    const tx = transaction({}, [pay("7")]);
    const [first, second] = hub.include(tx, tx);
    expect(first).toMatchObject({ code: 0 });
    expect(second).toMatchObject({ codespace: "sdk", code: 32 });
    expect(hub.balance(eve.address) - before).toBe(7n);
    expect(hub.include(tx)[0]).toMatchObject({ codespace: "sdk", code: 32 });
  });

  it("faults 13: reads a field that is there twice as the reference does, which lets the last one count", () => {
    const tx = transaction({}, [pay("3")]);
    const before = hub.balance(eve.address);
    expect(hub.include(concatBytes(field(1, TxRaw.decode(tx).bodyBytes), tx))[0]).toMatchObject({
      code: 0,
    });
    expect(hub.include(tx)[0]).toMatchObject({ codespace: "sdk", code: 32 });
    expect(hub.balance(eve.address) - before).toBe(3n);
  });

  it("faults 35: counts beyond 2^53 exactly", () => {
    const huge = 9_007_199_254_740_993n; // 2^53 + 1
    const rich = createHub({
      accounts: ["dora", "eve"],
      coins: [{ denom: "atom", amount: huge * 3n }],
    });
    rich.send(dora, pay("1", { amount: [{ denom: "atom", amount: String(huge) }] }));
    expect(rich.balance(dora.address, "atom")).toBe(huge * 2n);
    expect(rich.balance(eve.address, "atom")).toBe(huge * 4n);
  });
});

describe("messages of validators", () => {
  it("faults 24: come from the validator's own account (GHSA-7q74-g774-7x3g)", async () => {
    const other = createHub({ accounts: ["dora", "eve"] });
    const consumerId = launchOnHub(other, { validators: ["alice"] });
    const { operator } = namesOn(other, alice);
    const consumerKey = keyJson(testConsKey("stolen").pubKey);
    const common = {
      chainId: "",
      providerAddr: operator,
      signer: namesOn(other, eve).account,
      consumerId,
    };
    const forgeries = [
      { why: message(MsgAssignConsumerKey, { ...common, consumerKey }), code: 46 },
      { why: message(MsgOptIn, { ...common, consumerKey: "" }), code: 49 },
      { why: message(MsgOptOut, common), code: 50 },
    ];
    for (const { why, code } of forgeries) {
      const { result, changed } = await effectOf(other, other.sign(eve, [why]));
      expect(result).toMatchObject({ codespace: "provider", code });
      expect(changed).toEqual([]);
    }
  });

  it("faults 26: with too little gas keep the fee and leave no trace", async () => {
    const multi = message(MsgMultiSend, {
      inputs: [{ address: text(dora), coins: [{ denom: "stake", amount: "40" }] }],
      outputs: Array(40).fill({ address: text(eve), coins: [{ denom: "stake", amount: "1" }] }),
    });
    const { result, changed } = await effectOf(hub, transaction({ gasLimit: 90_000n }, [multi]));
    expect(result).toMatchObject({ codespace: "sdk", code: 11 });
    expect(result.gasUsed).toBeGreaterThan(90_000n);
    expect(changed).toEqual(
      [
        accountKey(dora),
        balanceKey(dora.address, "stake"),
        balanceKey(FEE_COLLECTOR, "stake"),
      ].sort(),
    );
  });
});
