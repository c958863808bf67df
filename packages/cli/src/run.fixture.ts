import { run } from "./program.ts";

/** Runs a command in this process: its exit code and what it printed. */
export async function runCommand(args: readonly string[]) {
  const printed = { out: "", err: "" };
  const keep = (stream: "out" | "err") => (text: unknown) => {
    printed[stream] += String(text);
    return true;
  };
  const out = jest.spyOn(process.stdout, "write").mockImplementation(keep("out"));
  const err = jest.spyOn(process.stderr, "write").mockImplementation(keep("err"));
  try {
    return { code: await run(args), ...printed };
  } finally {
    out.mockRestore();
    err.mockRestore();
    process.exitCode = undefined;
  }
}
