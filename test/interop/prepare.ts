import { COMETBFT, installGoProgram, missingVariable } from "./go-programs.ts";

/** Runs once, before the test files: what cannot be had is known while tests are named, and they are skipped. */
// biome-ignore lint/style/noDefaultExport: the form that jest asks for.
export default async function prepare(): Promise<void> {
  const program = await installGoProgram(COMETBFT);
  if ("missing" in program) process.env[missingVariable(COMETBFT)] = program.missing;
}
