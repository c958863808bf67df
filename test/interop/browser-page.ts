/** Runs in a browser: CosmJS as on any web page, told by the address what to talk to. The outcome is left on `window`. */
import { DirectSecp256k1HdWallet } from "@cosmjs/proto-signing";
import { GasPrice, SigningStargateClient } from "@cosmjs/stargate";
import { Comet38Client, WebsocketClient } from "@cosmjs/tendermint-rpc";

declare const window: { outcome?: unknown };
declare const location: { readonly hash: string };

/** What the page is told. */
export interface PageTask {
  readonly keplr: string;
  readonly mnemonic: string;
  readonly to: string;
}

async function run({ keplr, mnemonic, to }: PageTask) {
  const info = await read(keplr);
  const [{ coinMinimalDenom: denom, gasPriceStep }] = info.feeCurrencies;
  const prefix: string = info.bech32Config.bech32PrefixAccAddr;
  const comet = Comet38Client.create(new WebsocketClient(info.rpc.replace("http", "ws")));
  const block = new Promise<number>((resolve) =>
    comet.subscribeNewBlock().subscribe({ next: ({ header }) => resolve(header.height) }),
  );
  await comet.status();
  const wallet = await DirectSecp256k1HdWallet.fromMnemonic(mnemonic, { prefix });
  const [account] = await wallet.getAccounts();
  const client = await SigningStargateClient.connectWithSigner(info.rpc, wallet, {
    gasPrice: GasPrice.fromString(`${gasPriceStep.average}${denom}`),
    broadcastPollIntervalMs: 200,
  });
  const before = await client.getBalance(to, denom);
  const sent = await client.sendTokens(
    account?.address ?? "",
    to,
    [{ denom, amount: "42" }],
    "auto",
  );
  const after = await client.getBalance(to, denom);
  const shown = await read(`${info.rest}/cosmos/tx/v1beta1/txs/${sent.transactionHash}`);
  const simulation = await fetch(`${info.rest}/cosmos/tx/v1beta1/simulate`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ tx_bytes: "" }),
  });
  return {
    chainId: await client.getChainId(),
    code: sent.code,
    gained: String(BigInt(after.amount) - BigInt(before.amount)),
    heightOverRest: Number(shown.tx_response.height) === sent.height,
    refusal: simulation.status,
    sawBlock: (await block) > 0,
  };
}

async function read(url: string) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return JSON.parse(await response.text());
}

run(JSON.parse(decodeURIComponent(location.hash.slice(1)))).then(
  (result) => {
    window.outcome = { result };
  },
  (error: unknown) => {
    window.outcome = { error: String(error) };
  },
);
