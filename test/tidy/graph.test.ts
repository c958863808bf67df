import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(__dirname, "..", "..");
const graph: Record<string, string[]> = JSON.parse(
  readFileSync(join(__dirname, "graph.json"), "utf8"),
);
const packages = readdirSync(join(root, "packages")).filter((name) =>
  existsSync(join(root, "packages", name, "package.json")),
);
const manifest = (name: string) =>
  JSON.parse(readFileSync(join(root, "packages", name, "package.json"), "utf8"));

describe("the import graph", () => {
  it("names every package", () => {
    expect(Object.keys(graph).sort()).toEqual([...packages].sort());
  });

  it.each(packages)("equals what %s declares", (name) => {
    const declared = Object.keys(manifest(name).dependencies ?? {})
      .filter((dependency) => dependency.startsWith("@testudo/"))
      .map((dependency) => dependency.slice("@testudo/".length));
    expect(declared.sort()).toEqual([...(graph[name] ?? [])].sort());
  });

  it("has no cycle", () => {
    const state = new Map<string, "open" | "done">();
    const visit = (name: string): void => {
      if (state.get(name) === "done") return;
      expect(state.get(name)).not.toBe("open");
      state.set(name, "open");
      for (const next of graph[name] ?? []) visit(next);
      state.set(name, "done");
    };
    for (const name of packages) visit(name);
  });
});

describe("dependencies", () => {
  const lock = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8"));

  it.each(["", ...packages.map((name) => `packages/${name}`)])(
    "faults 130: of %p are pinned exactly",
    (path) => {
      const file = JSON.parse(readFileSync(join(root, path, "package.json"), "utf8"));
      const versions = { ...file.dependencies, ...file.devDependencies };
      for (const [name, version] of Object.entries(versions)) {
        expect(`${name} ${version}`).toMatch(/ \d+\.\d+\.\d+$/);
      }
    },
  );

  it("faults 129: are fewer than 15 at run time, locked with hashes, and run no scripts when installed", () => {
    const runtime = new Set(
      packages
        .flatMap((name) => Object.keys(manifest(name).dependencies ?? {}))
        .filter((name) => !name.startsWith("@testudo/")),
    );
    expect([...runtime].sort().slice(14)).toEqual([]);
    const unhashed = Object.entries<{ integrity?: string; link?: boolean }>(lock.packages)
      .filter(([name, { integrity, link }]) => {
        const isOurs = name === "" || name.startsWith("packages/") || link === true;
        return !isOurs && !integrity?.startsWith("sha512-");
      })
      .map(([name]) => name);
    expect(unhashed).toEqual([]);
    expect(readFileSync(join(root, ".npmrc"), "utf8")).toMatch(/^ignore-scripts=true$/m);
  });

  it("faults 133: a package that is published has a list of what goes into it: the command alone", () => {
    for (const name of packages) {
      const { files, private: isPrivate } = manifest(name);
      if (isPrivate === true && files === undefined) continue;
      expect([name, [...files].sort()]).toEqual([name, ["bin", "dist"]]);
      const packed = JSON.parse(
        execFileSync("npm", ["pack", "--dry-run", "--json", "--offline"], {
          cwd: join(root, "packages", name),
          encoding: "utf8",
          stdio: ["ignore", "pipe", "ignore"],
        }),
      );
      for (const { path } of packed[0].files) {
        expect(path).toMatch(
          /^(package\.json|README\.md|LICENSE|(bin|dist)\/[\w.-]+\.mjs(\.map)?)$/,
        );
      }
    }
  });

  it("name no registry", () => {
    const hosts = Object.entries<{ resolved?: string }>(lock.packages)
      .filter(([, { resolved }]) => resolved?.startsWith("http"))
      .map(([name]) => name);
    expect(hosts).toEqual([]);
  });

  it.each(["base", "store", "runtime", "modules", "ibc", "ccv"])(
    "%s stands on our code alone",
    (name) => {
      const foreign = Object.keys(manifest(name).dependencies ?? {}).filter(
        (dependency) => !dependency.startsWith("@testudo/"),
      );
      expect(foreign).toEqual([]);
    },
  );
});
