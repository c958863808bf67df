import { readFile } from "node:fs/promises";
import { InputError } from "@testudo/devnet";

/**
 * The text of a file that the user named.
 *
 * @param wanted what belongs there, for the refusal
 * @throws InputError
 */
export async function readInput(path: string, wanted: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    throw new InputError(`cannot read ${path} (${codeOf(error)}); name ${wanted}`);
  }
}

/** The system's code of an error, which need not be of this realm. */
function codeOf(error: unknown): string {
  const code: unknown = Reflect.get(Object(error), "code");
  return typeof code === "string" ? code : String(error);
}
