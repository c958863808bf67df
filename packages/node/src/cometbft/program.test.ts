import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CometBftUnavailable } from "./errors.ts";
import { findCometBft } from "./program.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "testudo-program-"));
});
afterEach(() => rm(folder, { recursive: true }));

/** A program that prints a version; as `go` it makes one in GOBIN and notes how it was asked. */
async function program(place: string, name: string, script: string): Promise<string> {
  const path = join(folder, place, name);
  await mkdir(join(folder, place), { recursive: true });
  await writeFile(path, `#!/bin/sh\n${script}\n`);
  await chmod(path, 0o755);
  return path;
}

const find = (given?: string) =>
  findCometBft({
    given,
    environment: { PATH: join(folder, "bin") },
    cacheFolder: join(folder, "cache"),
  });

describe("findCometBft", () => {
  it("takes the one on PATH", async () => {
    const path = await program("bin", "cometbft", "echo 0.38.17");
    expect(await find()).toBe(path);
  });

  it("prefers the one named, and builds none in its place", async () => {
    await program("bin", "cometbft", "echo 0.38.17");
    const named = await program("own", "comet", "echo v0.38.12+abc");
    expect(await find(named)).toBe(named);
    await expect(find(join(folder, "nothing"))).rejects.toThrow(/is no cometbft that runs here/);
  });

  it("refuses another generation, and says which one is needed", async () => {
    await program("bin", "cometbft", "echo 1.0.1");
    await expect(find()).rejects.toThrow(
      /is cometbft 1\.0\.1; Testudo needs v0\.38, such as v0\.38\.17: name one with --cometbft/,
    );
  });

  it("builds it with Go by its package name, once", async () => {
    await program(
      "bin",
      "go",
      `/bin/echo "$@ $GOTOOLCHAIN $GOFLAGS" >> ${folder}/calls
printf '#!/bin/sh\\necho 0.38.17\\n' > "$GOBIN/cometbft"
/bin/chmod 755 "$GOBIN/cometbft"`,
    );
    const built = join(folder, "cache", "cometbft-v0.38.17", "cometbft");
    expect(await find()).toBe(built);
    expect(await find()).toBe(built);
    expect(await readFile(join(folder, "calls"), "utf8")).toBe(
      "install github.com/cometbft/cometbft/cmd/cometbft@v0.38.17 go1.24.9 -mod=mod\n",
    );
  });

  it("says in one line what Go had to complain", async () => {
    await program("bin", "go", "echo first >&2; echo no such module >&2; exit 1");
    await expect(find()).rejects.toThrow(
      "cannot build cometbft with Go: no such module; name a built program with --cometbft, or put it on PATH",
    );
  });

  it("says in one line how to get it when there is nothing to get it with", async () => {
    const refused = find();
    await expect(refused).rejects.toThrow(CometBftUnavailable);
    await expect(refused).rejects.toThrow(
      /^cometbft is neither on PATH nor in .*; install Go and run "go install github\.com\/cometbft\/cometbft\/cmd\/cometbft@v0\.38\.17", or name the program with --cometbft$/,
    );
  });
});
