import { cleanUp } from "../e2e/command.ts";
import { findGoApplication } from "./go-applications.ts";
import { COMETBFT, installGoProgram, whyMissing } from "./go-programs.ts";
import { installHermes, searchHermes } from "./hermes-program.ts";
import {
  goUnderCometBft,
  goUnderOurEngine,
  ours,
  type StartMixedChain,
} from "./mixed-consumer/chains.ts";
import { eventually, POWERS, type SecuredConsumer, secure } from "./mixed-consumer/secured.ts";

/*
 * A hub and its consumer, one of them ours and the other one Go's, over Hermes: the clients of the launch, the handshake, a
 * power that changes, a validator that sleeps, and one that signs twice.
 */
const [pd, cd] = [findGoApplication("provider"), findGoApplication("consumer")];
const hermes = searchHermes();
const missing = [pd, cd, hermes].flatMap((one) => ("missing" in one ? [one.missing] : []));
const [reason = whyMissing(COMETBFT)] = missing;

const pdPath = "path" in pd ? pd.path : "";
const cdPath = "path" in cd ? cd.path : "";
const underCometBft: StartMixedChain = async (setup) => {
  const comet = await installGoProgram(COMETBFT);
  if ("missing" in comet) throw new Error(comet.missing);
  return goUnderCometBft(cdPath, comet.path)(setup);
};

const NETS: readonly (readonly [string, StartMixedChain, StartMixedChain])[] = [
  ["our hub, a Go consumer under our engine", ours, goUnderOurEngine(cdPath)],
  ["our hub, a Go consumer under CometBFT", ours, underCometBft],
  ["a Go hub under our engine, our consumer", goUnderOurEngine(pdPath), ours],
];

afterAll(cleanUp);

(reason === undefined ? describe : describe.skip).each(NETS)(
  `%s${reason === undefined ? "" : ` (${reason})`}`,
  (_name, startHub, startConsumer) => {
    let net: SecuredConsumer | undefined;
    let isConnected = false;
    const running = (): SecuredConsumer => {
      if (net === undefined) throw new Error("the chains did not start");
      return net;
    };
    /** Nothing relays without a channel: who waits for it would wait in vain. */
    const connected = (): SecuredConsumer => {
      if (!isConnected) throw new Error("there is no channel");
      return running();
    };
    beforeAll(async () => {
      const program = await installHermes();
      net = await secure({ hub: startHub, consumer: startConsumer, hermes: program });
    });
    afterAll(async () => {
      await net?.stop();
    });

    it("makes the connection over the clients of the launch, and the CCV channel", async () => {
      expect(await running().powers()).toEqual(POWERS);
      await running().connect();
      isConnected = true;
    });

    it("has a change of power sign on the consumer", async () => {
      await connected().delegate("alice", 7_000_000n);
      await eventually("the new power", async () => (await connected().powers()).alice === 407n);
      expect(await connected().powers()).toEqual({ ...POWERS, alice: 407n });
    });

    it("has the hub jail who sleeps on the consumer, and takes it out of the set", async () => {
      await connected().silence("dave");
      await eventually("the jail", async () => (await connected().standing("dave")).jailed);
      await eventually("a set without it", async () => !("dave" in (await connected().powers())));
      expect((await connected().standing("dave")).tombstoned).toBe(false);
    });

    it("has the hub punish who signed twice on the consumer, with a key of its own", async () => {
      const { tokens } = await connected().standing("bob");
      await connected().doubleSign("bob");
      const { hermes: program, consumer } = connected();
      const watching = program.begin("evidence", "--chain", consumer.chainId);
      await eventually("the tombstone", async () => (await connected().standing("bob")).tombstoned);
      expect(await connected().standing("bob")).toEqual({
        jailed: true,
        tombstoned: true,
        tokens: (tokens * 95n) / 100n,
      });
      await watching.stop();
      await eventually("a set without it", async () => !("bob" in (await connected().powers())));
    });
  },
);
