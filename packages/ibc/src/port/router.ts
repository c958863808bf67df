import { portErrors } from "./errors.ts";
import type { IbcModule } from "./module.ts";

/** Finds the application behind a port. */
export interface PortRouter {
  /** @throws port/5 when no application answers. */
  route(portId: string): IbcModule;
}

/**
 * A router over the given applications, asked for lazily so that keepers and applications can be built in any order.
 *
 * An exact name wins; otherwise the first registered name, in byte order, that the port id contains.
 */
export function createPortRouter(modules: () => ReadonlyMap<string, IbcModule>): PortRouter {
  function route(portId: string): IbcModule {
    const routes = modules();
    const exact = routes.get(portId);
    if (exact !== undefined) return exact;

    const names = [...routes.keys()].sort((a, b) => (a < b ? -1 : Number(a > b)));
    const contained = names.find((name) => portId.includes(name));
    const module = contained === undefined ? undefined : routes.get(contained);
    if (module === undefined) throw portErrors.invalidRoute(`route not found to portID: ${portId}`);
    return module;
  }

  return { route };
}
