import { type ChildProcess, execFile, spawn, spawnSync } from "node:child_process";
import { openSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve as resolvePath } from "node:path";
import { promisify } from "node:util";
import { createChainClient, until } from "@testudo/client";
import { type ComposeService, composeServices } from "./compose-file.ts";
import { COMETBFT, installGoProgram, named, whyMissing } from "./go-programs.ts";

/** Both topologies as processes take minutes; asked for by name. */
const isHeavyWanted = process.env.TESTUDO_INTEROP_HEAVY !== undefined;
const noCompose =
  spawnSync("docker", ["compose", "version"], { stdio: "ignore" }).status === 0
    ? undefined
    : "there is no docker compose";

describe("docker-compose.yml", () => {
  const all = composeServices();

  it("starts in an order that there is, within each profile", () => {
    for (const { name, profiles, dependsOn } of all) {
      expect(profiles).toHaveLength(1);
      for (const [before] of dependsOn) {
        const other = all.find((one) => one.name === before);
        expect([name, other?.profiles]).toEqual([name, profiles]);
      }
      expect(reachable(all, name)).not.toContain(name);
    }
  });

  it("runs our image and CometBFT's, each with the program that it brings", () => {
    for (const { image, entrypoint, command } of all) {
      if (image === "testudo") expect(["node", "up"]).toContain(command[0]);
      else {
        expect(image).toBe(`cometbft/cometbft:${COMETBFT.version}`);
        expect([entrypoint, command[0]]).toEqual([["cometbft"], "start"]);
      }
    }
  });

  (noCompose === undefined ? it : it.skip)(
    named("is what docker compose understands", noCompose),
    () => {
      for (const profile of ["builtin", "cometbft"]) {
        const { status, stderr } = spawnSync("docker", ["compose", "--profile", profile, "config"]);
        expect([status, String(stderr)]).toEqual([0, ""]);
      }
    },
  );

  const reason = isHeavyWanted
    ? whyMissing(COMETBFT)
    : "takes minutes and every core; TESTUDO_INTEROP_HEAVY=1 runs it";
  const itAsProcesses = reason === undefined ? it : it.skip;
  itAsProcesses.each([
    { profile: "builtin", hub: "hub", consumer: "consumer", relayer: "relayer" },
    {
      profile: "cometbft",
      hub: "hub-carol",
      consumer: "consumer-dave",
      relayer: "comet-relayer",
    },
  ])(
    named("works as processes, profile $profile", reason),
    async ({ profile, hub, consumer, relayer }) => {
      const running = await startAsProcesses(profile);
      try {
        const devnetFile = join(running.data, relayer, "devnet.json");
        await until(() => readFile(devnetFile, "utf8").catch(() => undefined), {
          timeoutMs: 180_000,
          what: "a devnet with open channels",
          pauseMs: 500,
        });
        const { chains } = JSON.parse(await readFile(devnetFile, "utf8"));
        expect(chains[1].channels.ccv).toBeDefined();
        for (const service of [hub, consumer]) {
          const client = createChainClient({ rpcUrl: `http://${running.host(service)}:26657` });
          const { latestHeight } = await client.status();
          await until(async () => (await client.status()).latestHeight > latestHeight, {
            timeoutMs: 30_000,
            what: `a block of ${service}`,
          });
          const { validators } = await client.validators(latestHeight);
          expect(validators).toHaveLength(4);
          client.close();
        }
      } finally {
        await running.stop();
      }
    },
  );
});

/** Names of all services that come before one. */
function reachable(all: readonly ComposeService[], name: string): readonly string[] {
  const found = new Set<string>();
  const visit = (one: string) => {
    for (const [before] of all.find((each) => each.name === one)?.dependsOn ?? []) {
      if (found.has(before)) continue;
      found.add(before);
      visit(before);
    }
  };
  visit(name);
  return [...found];
}

/** Runs a profile without containers: each service has a loopback address of its own in place of its host name. */
async function startAsProcesses(profile: string) {
  const services = composeServices(profile);
  const program = await installGoProgram(COMETBFT);
  if ("missing" in program) throw new Error(program.missing);
  const testudo = await bundledCommand();
  const data = await mkdtemp(join(tmpdir(), "testudo-compose-"));
  const hosts = new Map(services.map(({ name }, i) => [name, `127.77.0.${i + 1}`]));
  /** What an init service writes down is the address of the service that it writes for. */
  const host = (name: string) => hosts.get(name.replace(/-init$/, "")) ?? hosts.get(name) ?? "";
  const children = new Set<ChildProcess>();
  let isStopping = false;

  const adapt = (service: ComposeService, argument: string) =>
    argument
      .replaceAll("0.0.0.0", host(service.name))
      .replace(/^\/data\b/, data)
      .replace(/(?<=\/\/|=)([a-z][a-z0-9-]*)(?=:\d+$)/, (name) => hosts.get(name) ?? name);

  const run = (service: ComposeService): Promise<number | null> => {
    const [command, ...before] =
      service.image === "testudo" ? [process.execPath, testudo] : [program.path];
    const args = service.command.map((one) => adapt(service, one));
    const log = openSync(join(data, `${service.name}.log`), "a");
    const child = spawn(command ?? "", [...before, ...args], { stdio: ["ignore", log, log] });
    children.add(child);
    return new Promise((resolve) => {
      child.once("exit", (code) => {
        children.delete(child);
        resolve(code);
      });
    });
  };

  const started = new Map<string, Promise<void>>();
  const completed = new Map<string, Promise<void>>();
  const start = (service: ComposeService): Promise<void> => {
    const known = started.get(service.name);
    if (known !== undefined) return known;
    const before = async () => {
      for (const [name, condition] of service.dependsOn) {
        const other = services.find((one) => one.name === name);
        if (other === undefined) throw new Error(`${service.name} waits for ${name}`);
        await start(other);
        if (condition === "completed") await completed.get(name);
      }
    };
    const launch = before().then(() => {
      if (isStopping) return;
      const loop = async (): Promise<void> => {
        const code = await run(service);
        if (isStopping) return;
        if (code !== 0 && service.restarts) return loop();
        if (code !== 0) throw new Error(`${service.name} ended with ${code}; see ${data}`);
      };
      const end = loop();
      // Whoever waits for it sees the failure; otherwise the test times out.
      end.catch(() => undefined);
      completed.set(service.name, end);
    });
    started.set(service.name, launch);
    return launch;
  };
  for (const service of services) start(service).catch(() => undefined);

  return {
    data,
    host,
    async stop() {
      isStopping = true;
      const ends = [...children].map(
        (child) => new Promise<void>((resolve) => child.once("exit", () => resolve())),
      );
      for (const child of children) child.kill("SIGTERM");
      const timer = setTimeout(() => {
        for (const child of children) child.kill("SIGKILL");
      }, 15_000);
      await Promise.all(ends);
      clearTimeout(timer);
      await rm(data, { recursive: true, force: true });
    },
  };
}

/** The command as one file, as it is shipped. */
async function bundledCommand(): Promise<string> {
  const file = resolvePath("dist", "interop-testudo.mjs");
  const script = `import("./scripts/build.mjs").then((m) => m.buildCommand(${JSON.stringify(file)}))`;
  await promisify(execFile)(process.execPath, ["-e", script]);
  return file;
}
