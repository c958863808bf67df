import {
  type Application,
  connectSocketClient,
  createLocalClient,
  createSocketServer,
} from "@testudo/abci";
import { createAddressCodec, sdkErrors, utf8 } from "@testudo/base";
import { packAny } from "@testudo/proto";
import { MsgSend, MsgSendResponse } from "@testudo/proto/cosmos/bank/v1beta1";
import { AuthInfo, TxBody, TxRaw } from "@testudo/proto/cosmos/tx/v1beta1";
import { RequestInitChain } from "@testudo/proto/tendermint/abci";
import { type AppModule, createAnteChain, createApplication, route } from "@testudo/runtime";
import { createMemoryMultiStore } from "@testudo/store";
import { type AbciSubject, describeAbciApp } from "./abci-suite.ts";

const CHAIN_ID = "noted-1";

/** Writes the recipient down under the amount; refuses an empty recipient. */
const notes: AppModule = {
  name: "notes",
  messages: [
    route(MsgSend, MsgSendResponse, {
      handle(ctx, { toAddress, amount: [coin] }) {
        ctx.store("notes").set(utf8(coin?.amount ?? "none"), utf8(toAddress));
        return {};
      },
    }),
  ],
  initGenesis: () => [{ pubKey: { ed25519: new Uint8Array(32) }, power: 1n }],
};

function createNotesApp(): Application {
  const addresses = createAddressCodec("cosmos");
  return createApplication({
    name: "notes",
    chainId: CHAIN_ID,
    addresses,
    store: createMemoryMultiStore(["notes"]),
    modules: [notes],
    orders: { initGenesis: ["notes"], preBlock: [], beginBlock: [], endBlock: [] },
    ante: createAnteChain([
      (ctx, tx) => {
        if (tx.body.memo === "bad") throw sdkErrors.unauthorized("bad");
        return ctx;
      },
    ]),
    consensusParams: { get: () => undefined, set: () => undefined },
  });
}

function note(amount: string, memo = ""): Uint8Array {
  const from = createAddressCodec("cosmos").acc.toText(new Uint8Array(20).fill(1));
  const message = packAny(MsgSend, {
    fromAddress: from,
    toAddress: `note ${amount}`,
    amount: [{ denom: "note", amount }],
  });
  const body = TxBody.create({ messages: [message], memo });
  const fee = { amount: [], gasLimit: 100_000n, payer: "", granter: "" };
  return TxRaw.encode({
    bodyBytes: TxBody.encode(body),
    authInfoBytes: AuthInfo.encode(AuthInfo.create({ fee })),
    signatures: [],
  });
}

const chain = {
  genesis: RequestInitChain.create({
    chainId: CHAIN_ID,
    time: { seconds: 1_700_000_000n, nanos: 0 },
    appStateBytes: utf8(`{"notes":{}}`),
    initialHeight: 1n,
  }),
  goodTxs: [note("1"), note("2"), note("3")],
  badTx: note("4", "bad"),
};

async function overSocket(): Promise<AbciSubject> {
  const server = await createSocketServer({ app: createNotesApp(), listen: "tcp://127.0.0.1:0" });
  const client = await connectSocketClient({ address: server.address });
  return {
    ...chain,
    client,
    async close() {
      await client.close();
      await server.close();
    },
  };
}

describeAbciApp("the notes app in this process", async () => {
  const client = createLocalClient(createNotesApp());
  return { ...chain, client, close: () => client.close() };
});

describeAbciApp("the notes app over a socket", overSocket);
