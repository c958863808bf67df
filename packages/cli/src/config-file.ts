import { InputError } from "@testudo/devnet";
import { parse } from "yaml";
import { readInput } from "./input-files.ts";

/**
 * The content of a configuration file, YAML or JSON.
 *
 * @throws InputError
 */
export async function readConfig(
  path: string | undefined,
): Promise<{ config?: unknown; configName?: string }> {
  if (path === undefined) return {};
  const content = await readInput(path, "a YAML or JSON file");
  try {
    return { config: parse(content) ?? {}, configName: path };
  } catch (error) {
    const why = error instanceof Error ? error.message.split("\n")[0] : String(error);
    throw new InputError(`${path} is neither YAML nor JSON: ${why}`);
  }
}
