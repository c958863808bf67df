import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { createAddressCodec } from "@testudo/base";
import { freePortOffset } from "@testudo/testkit/devnet-ports";
import { buildCommand, cleanUp, temporaryFolder, type UpProcess, up } from "../e2e/command.ts";
import type { PageTask } from "./browser-page.ts";
import { type Browser, findBrowser, startBrowser } from "./browser-program.ts";

const PAGE_TIMEOUT_MS = 90_000;
const found = findBrowser();
const describeWithBrowser = "missing" in found ? describe.skip : describe;
const why = "missing" in found ? ` (skipped: ${found.missing})` : "";

/** A page of another port of this machine, with all that a browser forbids pages of other origins. */
describeWithBrowser(`a page with CosmJS in headless Chromium${why}`, () => {
  let devnet: UpProcess;
  let browser: Browser;
  let site: Server;

  beforeAll(async () => {
    buildCommand();
    const script = bundlePage(temporaryFolder());
    site = await servePage(script);
    browser = await startBrowser("path" in found ? found.path : "");
    devnet = await up(temporaryFolder(), "--port-offset", String(await freePortOffset()));
  }, 150_000);
  afterAll(async () => {
    await browser?.close();
    site?.close();
    await devnet?.end("SIGTERM");
    cleanUp();
  });

  it.each(["hub", "consumer-1"])(
    "reads the suggestion for %s, then reads and sends over RPC and REST",
    async (name) => {
      const { file } = devnet;
      const task: PageTask = {
        keplr: `${file.control}/keplr/${name}.json`,
        mnemonic: file.accounts.find((one) => one.name === "dora")!.mnemonic,
        to: name === "hub" ? file.accounts[1]!.address : consumerAddress(file.accounts[1]!.address),
      };
      const { port } = site.address() as AddressInfo;
      const url = `http://127.0.0.1:${port}/#${encodeURIComponent(JSON.stringify(task))}`;
      expect(await browser.valueOn(url, "window.outcome", PAGE_TIMEOUT_MS)).toEqual({
        result: {
          chainId: name === "hub" ? "hub-1" : "consumer-1",
          code: 0,
          gained: "42",
          heightOverRest: true,
          refusal: 400,
          sawBlock: true,
        },
      });
    },
  );
});

/** The same account under the consumer's prefix. */
function consumerAddress(text: string): string {
  const bytes = createAddressCodec("cosmos").acc.fromText(text);
  return createAddressCodec("consumer").acc.toText(bytes);
}

function bundlePage(folder: string): string {
  const out = join(folder, "page.js");
  const esbuild = require.resolve("esbuild/bin/esbuild");
  const page = join(__dirname, "browser-page.ts");
  const flags = ["--bundle", "--platform=browser", "--format=iife", "--log-level=error"];
  execFileSync(process.execPath, [esbuild, page, ...flags, `--outfile=${out}`]);
  return readFileSync(out, "utf8");
}

async function servePage(script: string): Promise<Server> {
  const server = createServer((request, response) => {
    const isScript = request.url === "/page.js";
    response.setHeader("content-type", isScript ? "text/javascript" : "text/html");
    response.end(isScript ? script : '<!doctype html><script src="/page.js"></script>');
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}
