import { type MethodDescriptor, methodByPath } from "@testudo/proto";
import { ccvRoutes } from "./ccv-routes.ts";
import { ibcRoutes } from "./ibc-routes.ts";
import { moduleRoutes } from "./module-routes.ts";
import { nodeRoutes } from "./node-routes.ts";
import { type PathTemplate, pathTemplate } from "./path-template.ts";

/** A route with all that answering it takes. */
export interface ResolvedRoute {
  readonly verb: "GET" | "POST";
  readonly method: MethodDescriptor;
  readonly template: PathTemplate;
  readonly takesQuery: boolean;
  readonly takesBody: boolean;
}

/** A route that fits, with the parameters in its path. */
export interface RouteMatch {
  readonly route: ResolvedRoute;
  readonly params: ReadonlyMap<string, string>;
}

/** Every route there is, whether a chain has its method or not. */
const SERVICES = [...moduleRoutes, ...ibcRoutes, ...ccvRoutes, ...nodeRoutes];

/** The routes whose methods `has` knows, in the order in which they are tried. */
export function resolveRoutes(has: (path: string) => boolean): readonly ResolvedRoute[] {
  return SERVICES.flatMap(({ service, prefix, routes }) =>
    routes.flatMap(([name, template, source]): readonly ResolvedRoute[] => {
      const method = methodByPath(`/${service}/${name}`);
      if (method === undefined || !has(method.path)) return [];
      return [
        {
          verb: source === "body" ? "POST" : "GET",
          method,
          template: pathTemplate(`${prefix}/${template}`),
          takesQuery: source === "query",
          takesBody: source === "body",
        },
      ];
    }),
  );
}

/** Paths of the methods in the tables: tests hold them against the schema. */
export function routedMethods(): readonly string[] {
  return SERVICES.flatMap(({ service, routes }) => routes.map(([name]) => `/${service}/${name}`));
}

/** The first route that fits a verb and a decoded path. */
export function findRoute(
  routes: readonly ResolvedRoute[],
  verb: string | undefined,
  path: string,
): RouteMatch | undefined {
  const segments = path.slice(1).split("/");
  for (const route of routes) {
    if (route.verb !== verb) continue;
    const params = route.template.match(segments);
    if (params !== undefined) return { route, params };
  }
  return undefined;
}
