/**
 * A route: name of the method, path below the prefix of its service, and where the request is taken from besides the
 * path. `query` is a GET with query parameters, `body` a POST with the request as JSON, nothing a GET of the path alone.
 */
export type RestRoute = readonly [method: string, template: string, source?: "query" | "body"];

/** The routes of a gRPC service, in the order in which they are tried. */
export interface RestService {
  /** `cosmos.bank.v1beta1.Query` */
  readonly service: string;
  /** `/cosmos/bank/v1beta1` */
  readonly prefix: string;
  readonly routes: readonly RestRoute[];
}
