import {
  type Bytes,
  type Coin,
  consAddress,
  createAddressCodec,
  silentLogger,
  type Time,
  valAddress,
} from "@testudo/base";
import type { GenesisDoc } from "@testudo/comet";
import { type Clock, createVirtualClock } from "@testudo/engine";
import { providerGenesis, type RunningNode, startNode } from "@testudo/node";
import type { Any } from "@testudo/proto/google/protobuf";
import { type TestAccount, testAccount, testValidator } from "./test-account.ts";
import { signTx } from "./test-tx.ts";

const SECOND = 1_000_000_000n;
const START = 1_700_000_000n * SECOND;
const GAS = 400_000n;
const DENOM = "uatom";

/** A whole hub with all servers on free ports of the loopback interface. Blocks are made by hand. */
export interface ServedHub extends RunningNode {
  readonly chainId: string;
  readonly denom: string;
  /** Holds coins, and has sent nothing. */
  readonly user: TestAccount;
  readonly userAddress: string;
  /** Operator address of the only validator. */
  readonly validator: string;
  readonly consAddress: string;
  /** A transaction of the user, signed. */
  signed(options: { readonly messages: readonly Any[]; readonly sequence: bigint }): Bytes;
}

/** Starts a hub of one validator and one user, and makes two blocks; or continues the one under a home. */
export async function startServedHub({
  home,
  clock = createVirtualClock({ start: START, step: SECOND }),
  genesisTime = START,
  alterGenesis = (genesis) => genesis,
}: {
  readonly home?: string;
  readonly clock?: Clock;
  readonly genesisTime?: Time;
  readonly alterGenesis?: (genesis: GenesisDoc) => GenesisDoc;
} = {}): Promise<ServedHub> {
  const chainId = "hub-1";
  const addresses = createAddressCodec("cosmos");
  const user = testAccount("user");
  const validator = testValidator("alice");
  const coins: readonly Coin[] = [{ denom: DENOM, amount: 1_000_000_000_000n }];
  const node = await startNode({
    role: "provider",
    ...(home === undefined ? {} : { home }),
    genesis: alterGenesis(
      providerGenesis({
        chainId,
        genesisTime,
        denom: DENOM,
        accounts: [user, validator].map(({ address }) => ({
          address: addresses.acc.toText(address),
          coins,
        })),
        validators: [
          {
            moniker: "alice",
            accountKey: validator.key,
            consPubKey: validator.consensus.pubKey,
            selfDelegation: 500_000_000n,
          },
        ],
      }),
    ),
    signerSeeds: [validator.consensus.seed],
    clock,
    mining: { mode: "manual" },
    host: "127.0.0.1",
    port: 0,
    grpcPort: 0,
    restPort: 0,
    moniker: "test",
    minGasPrices: [],
    logger: silentLogger,
  });
  if (node.engine.status().latestHeight === 0n) await node.engine.mine(2);
  return {
    ...node,
    chainId,
    denom: DENOM,
    user,
    userAddress: addresses.acc.toText(user.address),
    validator: addresses.val.toText(valAddress(validator.address)),
    consAddress: addresses.cons.toText(consAddress(validator.consensus.address)),
    signed: ({ messages, sequence }) =>
      signTx({
        chainId,
        messages,
        signers: [{ account: user, accountNumber: 0n, sequence }],
        gasLimit: GAS,
        fee: [],
        memo: "",
        timeoutHeight: 0n,
        payer: "",
        extensionOptions: [],
      }),
  };
}
