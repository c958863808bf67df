import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";

const root = join(__dirname, "..", "..");

/** House rules that no linter knows: what must not stand in which packages, and why. */
const RULES: readonly {
  readonly why: string;
  readonly pattern: RegExp;
  readonly packages: readonly string[];
}[] = [
  {
    why: "the state machine reads no clock, environment or randomness",
    pattern: /\b(Date\.now|new Date\(\)|Math\.random|process\.env|performance\.now|setTimeout)\b/,
    packages: [
      "base",
      "proto",
      "crypto",
      "store",
      "comet",
      "runtime",
      "modules",
      "ibc",
      "ccv",
      "chains",
    ],
  },
  {
    why: "the state machine is synchronous",
    pattern: /\basync\b|\bawait\b|\bPromise</,
    packages: ["modules", "ibc", "ccv"],
  },
  {
    // crypto uses it behind its check for node's own implementation.
    why: "Buffer does not exist in a browser",
    pattern: /\bBuffer\b/,
    packages: ["base", "proto", "store", "comet", "runtime", "modules", "ibc", "ccv", "chains"],
  },
  {
    why: "floating point has no place in money, power or time",
    pattern: /\bparseFloat\(|\bMath\.(pow|sqrt|exp|log)\(/,
    packages: ["base", "modules", "ibc", "ccv"],
  },
  {
    why: "a bare Error has no code; use the error table, or an error class of the package",
    pattern: /throw new Error\(/,
    packages: ["modules", "ibc", "ccv"],
  },
  {
    why: "only the command reads the environment and makes a logger",
    pattern: /\bprocess\.env\b|from "pino"/,
    packages: ["engine", "rpc", "client", "relayer", "node", "devnet"],
  },
  {
    why: "no package but the command writes to the terminal",
    pattern: /\bconsole\.(log|error|warn|info)\b|process\.stdout/,
    packages: [
      "base",
      "proto",
      "crypto",
      "store",
      "comet",
      "abci",
      "runtime",
      "modules",
      "ibc",
      "ccv",
      "chains",
      "engine",
      "rpc",
      "client",
      "relayer",
      "node",
      "devnet",
    ],
  },
];

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !file.endsWith(".test.ts") && !file.includes(`${sep}gen${sep}`));
}

describe.each(RULES)("$why", ({ pattern, packages }) => {
  it.each(packages)("in %s", (name) => {
    const offences = sourceFiles(join(root, "packages", name, "src")).flatMap((file) =>
      readFileSync(file, "utf8")
        .split("\n")
        .map((line, i) => ({ line: line.replace(/\/\/.*|\/\*\*.*|^\s*\*.*/, ""), at: i + 1 }))
        .filter(({ line }) => pattern.test(line))
        .map(({ line, at }) => `${relative(root, file)}:${at} ${line.trim()}`),
    );
    expect(offences).toEqual([]);
  });
});
