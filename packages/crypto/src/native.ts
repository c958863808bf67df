import type * as NodeCrypto from "node:crypto";

/** Node's own crypto, or undefined in a browser; looked up at run time so that bundlers need not know it. */
export const nodeCrypto = builtinModule("node:crypto") as typeof NodeCrypto | undefined;

/** A package that only Node can load (it brings a compiled addon), or undefined where it does not load. */
export function loadAddon(name: string): unknown {
  const modules = builtinModule("node:module") as typeof import("node:module") | undefined;
  if (modules === undefined) return undefined;
  try {
    return modules.createRequire(import.meta.url)(name);
  } catch {
    return undefined; // no prebuilt binary for this platform
  }
}

function builtinModule(name: string): unknown {
  return globalThis.process?.getBuiltinModule?.(name);
}
