import {
  type AccAddress,
  type AddressCodec,
  accAddress,
  bech32Decode,
  type ConsAddress,
  createAddressCodec,
} from "@testudo/base";
import {
  type ChainClient,
  createChainClient,
  createTxSender,
  signerFromMnemonic,
  type TxSender,
} from "@testudo/client";
import type { AccountEntry, ChainEntry, DevnetFile, ValidatorEntry } from "./devnet-file.ts";
import { InputError } from "./errors.ts";

/** A chain of the devnet, reached over its public RPC alone. */
export interface NetworkChain {
  readonly entry: ChainEntry;
  readonly client: ChainClient;
  readonly addresses: AddressCodec;
  /** The sender of an account or a validator by name. */
  sender(name: string): Promise<TxSender>;
}

/** The chains, accounts and validators of a devnet by name. */
export type Network = ReturnType<typeof createNetwork>;

export interface NetworkOptions {
  /** Asked each time, as consumers join while the devnet runs. */
  readonly file: () => DevnetFile;
  /** Told after a transaction was taken, where nobody else makes blocks. */
  readonly afterBroadcast?: (chainId: string) => Promise<void>;
  readonly timeoutMs?: number;
}

export function createNetwork({ file, afterBroadcast, timeoutMs }: NetworkOptions) {
  const chains = new Map<string, NetworkChain>();

  function open(entry: ChainEntry): NetworkChain {
    const client = createChainClient({ rpcUrl: entry.rpc });
    const senders = new Map<string, Promise<TxSender>>();
    return {
      entry,
      client,
      addresses: createAddressCodec(entry.bech32Prefix),
      sender(name) {
        const known = senders.get(name);
        if (known !== undefined) return known;
        const made = makeSender(entry, client, mnemonicOf(name));
        senders.set(name, made);
        return made;
      },
    };
  }

  async function makeSender(
    entry: ChainEntry,
    client: ChainClient,
    mnemonic: string,
  ): Promise<TxSender> {
    return createTxSender({
      client,
      signer: await signerFromMnemonic(mnemonic, entry.bech32Prefix),
      chainId: entry.chainId,
      gasPrice: { amount: entry.minGasPrice, denom: entry.denom },
      afterBroadcast: afterBroadcast && (() => afterBroadcast(entry.chainId)),
      timeoutMs,
    });
  }

  function mnemonicOf(name: string): string {
    const { accounts, validators } = file();
    const found = [...accounts, ...validators].find((one) => one.name === name);
    if (found === undefined) {
      throw new InputError(
        `there is no account "${name}"; there are ${namesOf([...accounts, ...validators])}`,
      );
    }
    return found.mnemonic;
  }

  function at(entry: ChainEntry): NetworkChain {
    const known = chains.get(entry.chainId);
    // An entry whose channels became known later is the same chain.
    if (known !== undefined && known.entry.rpc === entry.rpc) {
      if (known.entry === entry) return known;
      const renewed = { ...known, entry };
      chains.set(entry.chainId, renewed);
      return renewed;
    }
    known?.client.close();
    const made = open(entry);
    chains.set(entry.chainId, made);
    return made;
  }

  const all = (): readonly NetworkChain[] => file().chains.map(at);

  /** @throws InputError */
  function chain(name: string): NetworkChain {
    const { chains: entries } = file();
    const entry = entries.find(
      (one) => one.name === name || one.chainId === name || one.consumerId === name,
    );
    if (entry === undefined) {
      throw new InputError(`there is no chain "${name}"; there are ${namesOf(entries)}`);
    }
    return at(entry);
  }

  function hub(): NetworkChain {
    const entry = file().chains.find(({ role }) => role === "provider");
    if (entry === undefined) throw new InputError("the devnet has no hub");
    return at(entry);
  }

  /** @throws InputError when the name is that of the hub, or of nothing */
  function consumer(name: string): NetworkChain {
    const found = chain(name);
    if (found.entry.role !== "consumer") {
      throw new InputError(`"${name}" is the hub; name a consumer`);
    }
    return found;
  }

  /** A validator by name, operator, account or consensus address. */
  function validator(name: string): ValidatorEntry {
    const { validators } = file();
    const found = validators.find((one) =>
      [one.name, one.operator, one.account, one.consAddress].includes(name),
    );
    if (found === undefined) {
      throw new InputError(`there is no validator "${name}"; there are ${namesOf(validators)}`);
    }
    return found;
  }

  /** The address of an account of the devnet, or any address, in the chain's own prefix. */
  function address(on: NetworkChain, name: string): string {
    const { accounts, validators } = file();
    const known: AccountEntry | undefined = [
      ...accounts,
      ...validators.map((one) => ({ ...one, address: one.account })),
    ].find((one) => one.name === name);
    const text = known?.address ?? name;
    return on.addresses.acc.toText(accountBytes(text, [...accounts, ...validators]));
  }

  return {
    file,
    chains: all,
    chain,
    hub,
    consumer,
    consumers: () => all().filter(({ entry }) => entry.role === "consumer"),
    validator,
    address,
    accountName(name: string): string {
      mnemonicOf(name);
      return name;
    },
    close() {
      for (const one of chains.values()) one.client.close();
      chains.clear();
    },
  };
}

/** The name of a validator from any of its consensus addresses' text on any chain. */
export function consensusText(codec: AddressCodec, address: Uint8Array): string {
  return codec.cons.toText(address as ConsAddress);
}

function accountBytes(text: string, known: readonly { readonly name: string }[]): AccAddress {
  try {
    return accAddress(bech32Decode(text).bytes);
  } catch {
    throw new InputError(
      `"${text}" is neither an address nor an account; the accounts are ${namesOf(known)}`,
    );
  }
}

function namesOf(list: readonly { readonly name: string }[]): string {
  return list.map(({ name }) => name).join(", ");
}
