import { accAddress, type Bytes, concatBytes, uvarint } from "@testudo/base";
import { aminoSignDoc, messageByTypeUrl, packAny } from "@testudo/proto";
import { PubKey } from "@testudo/proto/cosmos/crypto/secp256k1";
import { SignMode } from "@testudo/proto/cosmos/tx/signing/v1beta1";
import {
  AuthInfo,
  SignDoc,
  SignDocDirectAux,
  TxBody,
  TxRaw,
} from "@testudo/proto/cosmos/tx/v1beta1";
import type { Any } from "@testudo/proto/google/protobuf";
import { messageSigners } from "@testudo/runtime";
import type { TestAccount } from "@testudo/testkit/test-account";
import type { Random } from "./random.ts";
import { randomAmount, type World } from "./random-values.ts";
import { isSpecial, planOf } from "./signing-accounts.ts";

/** What an account's next signature must say. */
export interface AccountState {
  readonly accountNumber: bigint;
  readonly sequence: bigint;
}

export interface TxNeeds {
  readonly random: Random;
  readonly world: World;
  /** Share of transactions that something is wrong with. */
  readonly faults: number;
  stateOf(account: TestAccount): AccountState;
}

/** A transaction with messages, signed by whom they name as far as the keys are known, and often damaged somehow. */
export function randomTx(needs: TxNeeds, messages: readonly Any[], main: TestAccount): Bytes {
  const { random, world, faults } = needs;
  const rare = (share: number) => random.chance(share * faults);
  const signers = signersOf(needs, messages, main);
  const payer = rare(0.1) ? random.pick(world.accounts) : undefined;
  if (payer !== undefined && !signers.includes(payer) && !rare(0.1)) signers.push(payer);

  const body = TxBody.encode({
    messages,
    memo: random.chance(0.15) ? randomMemo(random) : "",
    timeoutHeight: rare(0.2) ? world.height + BigInt(random.between(-1, 3)) : 0n,
    extensionOptions: rare(0.01) ? [packAny(PubKey, { key: random.bytes(33) })] : [],
    nonCriticalExtensionOptions: rare(0.02) ? [packAny(PubKey, { key: random.bytes(33) })] : [],
  });
  const fee = {
    amount: randomFee(needs),
    gasLimit: randomGas(random, faults),
    payer: payer === undefined ? "" : world.addresses.acc.toText(payer.address),
    granter: granterOf(needs, payer ?? signers[0]!),
  };
  const states = signers.map((account) => {
    const { accountNumber, sequence } = needs.stateOf(account);
    const mode = random.weighted([
      [8, SignMode.SIGN_MODE_DIRECT],
      [2, SignMode.SIGN_MODE_LEGACY_AMINO_JSON],
      [0.3 * faults, SignMode.SIGN_MODE_DIRECT_AUX],
      [0.05 * faults, SignMode.SIGN_MODE_UNSPECIFIED],
      [0.05 * faults, SignMode.SIGN_MODE_EIP_191],
      [0.05 * faults, 55],
    ]);
    const key = rare(0.02) ? random.pick(world.accounts).pubKey : account.pubKey;
    return {
      account,
      accountNumber: rare(0.03) ? accountNumber + 1n : accountNumber,
      sequence: rare(0.08) ? sequence + BigInt(random.between(-1, 2)) : sequence,
      plan: isSpecial(account) ? account.plan(random, faults) : planOf(account, mode),
      key: isSpecial(account) ? account.publicKey : packAny(PubKey, { key }),
      withKey: !rare(0.1),
    };
  });
  const authInfo = AuthInfo.encode({
    signerInfos: states.map(({ key, sequence, plan, withKey }) => ({
      publicKey: withKey ? key : undefined,
      modeInfo: rare(0.01) ? undefined : plan.modeInfo,
      sequence: sequence < 0n ? 0n : sequence,
    })),
    fee: rare(0.01) ? undefined : fee,
    tip: rare(0.02) ? { amount: [{ denom: "stake", amount: "1" }], tipper: "x" } : undefined,
  });
  const chainId = rare(0.02) ? "another-chain" : world.chainId;
  const signatures = states.map((state) => {
    const common = { chainId, accountNumber: state.accountNumber };
    const signature = state.plan.sign((mode) =>
      signedBytes({ ...state, ...common, mode, body, authInfo, messages, fee }),
    );
    if (rare(0.05)) signature[random.below(signature.length)]! ^= 1 << random.below(8);
    return rare(0.01) ? signature.slice(0, random.below(70)) : signature;
  });
  if (rare(0.02)) signatures.pop();
  if (rare(0.02)) signatures.push(random.bytes(64));
  const tx = TxRaw.encode({ bodyBytes: body, authInfoBytes: authInfo, signatures });
  return rare(0.15) ? damaged(random, tx) : tx;
}

/** Somebody who has granted fees to the payer, now and then; or anybody, whose refusal is expected. */
function granterOf({ random, world, faults }: TxNeeds, payer: TestAccount): string {
  const payerText = world.addresses.acc.toText(payer.address);
  const granters = world.feeGrants
    .filter(({ grantee }) => grantee === payerText)
    .map(({ granter }) => granter);
  if (granters.length > 0 && random.chance(0.5)) return random.pick(granters);
  if (!random.chance(0.1 * faults)) return "";
  return world.addresses.acc.toText(random.pick(world.accounts).address);
}

function signersOf(
  { world, random, faults }: TxNeeds,
  messages: readonly Any[],
  main: TestAccount,
) {
  const found: TestAccount[] = [];
  for (const any of messages) {
    const type = messageByTypeUrl(any.typeUrl);
    if (type === undefined) continue;
    for (const address of addressesIn(world, any)) {
      const account = world.accounts.find(({ address: one }) => equal(one, address)) ?? main;
      if (!found.includes(account)) found.push(account);
    }
  }
  if (found.length === 0) found.push(main);
  if (random.chance(0.02 * faults)) found.reverse();
  return found;
}

function addressesIn({ addresses }: World, any: Any): readonly Bytes[] {
  const type = messageByTypeUrl(any.typeUrl);
  try {
    return type === undefined ? [] : messageSigners(addresses, type, type.decode(any.value));
  } catch {
    return [];
  }
}

const equal = (a: Bytes, b: Bytes) => a.length === b.length && a.every((byte, i) => byte === b[i]);

function signedBytes(options: {
  readonly mode: number;
  readonly chainId: string;
  readonly accountNumber: bigint;
  readonly sequence: bigint;
  readonly key: Any;
  readonly body: Bytes;
  readonly authInfo: Bytes;
  readonly messages: readonly Any[];
  readonly fee: {
    readonly amount: readonly { readonly denom: string; readonly amount: string }[];
    readonly gasLimit: bigint;
    readonly payer: string;
    readonly granter: string;
  };
}): Bytes {
  const { mode, chainId, accountNumber, sequence, body, authInfo, fee } = options;
  if (mode === SignMode.SIGN_MODE_LEGACY_AMINO_JSON) {
    const { memo, timeoutHeight } = TxBody.decode(body);
    const { amount, gasLimit: gas, payer, granter } = fee;
    try {
      return aminoSignDoc({
        ...{ accountNumber, sequence, chainId, timeoutHeight, memo },
        messages: options.messages,
        fee: { amount, gas, payer, granter },
      });
    } catch {
      return new Uint8Array();
    }
  }
  if (mode === SignMode.SIGN_MODE_DIRECT_AUX) {
    return SignDocDirectAux.encode({
      ...{ bodyBytes: body, publicKey: options.key, chainId, accountNumber },
      sequence: sequence < 0n ? 0n : sequence,
      tip: undefined,
    });
  }
  return SignDoc.encode({ bodyBytes: body, authInfoBytes: authInfo, chainId, accountNumber });
}

function randomMemo(random: Random): string {
  return random.pick(["a memo", "é<&>\u2028", "m".repeat(256), "m".repeat(257), "\u0000"]);
}

function randomGas(random: Random, faults: number): bigint {
  return random.weighted<() => bigint>([
    [6, () => 5_000_000n],
    [2, () => BigInt(random.between(60_000, 400_000))],
    [faults, () => BigInt(random.between(1, 80_000))],
    [0.2 * faults, () => random.pick([0n, 1n, 2n ** 63n - 1n, 2n ** 63n, 2n ** 64n - 1n])],
  ])();
}

function randomFee({ random, world, faults }: TxNeeds) {
  const denom = random.pick(world.denoms);
  const usual = world.denoms[0] ?? "stake";
  return random.weighted([
    [4, []],
    [4, [{ denom: usual, amount: String(random.between(1, 100_000)) }]],
    [0.5, [{ denom, amount: randomAmount({ random, world, chaos: 0, signer: "" }) }]],
    [0.2 * faults, [{ denom: usual, amount: "9".repeat(30) }]],
    [0.1 * faults, [{ denom: usual, amount: random.pick(["0", "-1", "", "x", "1.0"]) }]],
    [0.1 * faults, [{ denom: random.pick(["", "1x", "nope"]), amount: "5" }]],
    [
      0.1 * faults,
      [
        { denom: usual, amount: "5" },
        { denom: "atom", amount: "5" },
      ],
    ],
  ]);
}

/** Bytes of a transaction with something wrong on the wire. */
export function damaged(random: Random, tx: Bytes): Bytes {
  const bytes = tx.slice();
  const at = random.below(bytes.length);
  switch (random.below(7)) {
    case 0:
      bytes[at]! ^= 1 << random.below(8);
      return bytes;
    case 1:
      return bytes.slice(0, at);
    case 2:
      return concatBytes(
        bytes.subarray(0, at),
        random.bytes(random.between(1, 4)),
        bytes.subarray(at),
      );
    case 3:
      return concatBytes(bytes.subarray(0, at), bytes.subarray(at + random.between(1, 4)));
    case 4:
      return concatBytes(bytes, randomField(random));
    case 5:
      return withinParts(random, bytes);
    default:
      return random.bytes(random.below(40));
  }
}

/** A field that nobody expects, with any wire type. */
function randomField(random: Random): Bytes {
  const number = random.pick([0, 4, 5, 15, 16, 100, 1023, 1024, 2047, 2048, 536_870_911]);
  const wire = random.pick([0, 0, 1, 2, 2, 3, 4, 5, 6, 7]);
  const content =
    wire === 2
      ? concatBytes(uvarint(3), random.bytes(3))
      : wire === 0
        ? random.pick([uvarint(5), Uint8Array.of(0x80, 0x80, 0x00)])
        : random.bytes(wire === 1 ? 8 : wire === 5 ? 4 : 0);
  return concatBytes(uvarint(number * 8 + wire), content);
}

/** A field more in the body, in the authentication, or in a message of the body. */
function withinParts(random: Random, tx: Bytes): Bytes {
  try {
    const raw = TxRaw.decode(tx);
    if (random.chance(0.3)) {
      return TxRaw.encode({ ...raw, bodyBytes: concatBytes(raw.bodyBytes, randomField(random)) });
    }
    if (random.chance(0.4)) {
      const authInfoBytes = concatBytes(raw.authInfoBytes, randomField(random));
      return TxRaw.encode({ ...raw, authInfoBytes });
    }
    const body = TxBody.decode(raw.bodyBytes);
    const messages = body.messages.map((any) => ({
      typeUrl: random.chance(0.1) ? `${any.typeUrl}X` : any.typeUrl,
      value: random.chance(0.7)
        ? concatBytes(any.value, randomField(random))
        : any.value.slice(0, random.below(any.value.length + 1)),
    }));
    return TxRaw.encode({ ...raw, bodyBytes: TxBody.encode({ ...body, messages }) });
  } catch {
    return random.bytes(5);
  }
}

/** The account with an address in text. */
export function accountOf({ addresses, accounts }: World, text: string): TestAccount | undefined {
  try {
    const address = accAddress(addresses.acc.fromText(text));
    return accounts.find((one) => equal(one.address, address));
  } catch {
    return undefined;
  }
}
