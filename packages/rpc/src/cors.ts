import type { IncomingMessage, ServerResponse } from "node:http";

/** Which pages a browser lets call: those of loopback hosts, or those of the listed origins (`*` for all). */
export type CorsPolicy = "loopback" | readonly string[];

/** Says who may read the answer. True for a preflight, which this has answered. */
export function answerCors(
  request: IncomingMessage,
  response: ServerResponse,
  policy: CorsPolicy,
): boolean {
  if (policy.length === 0) return false;
  response.setHeader("Vary", "Origin");
  const { origin } = request.headers;
  if (origin === undefined || !isAllowed(origin, policy)) return false;
  response.setHeader("Access-Control-Allow-Origin", origin);
  response.setHeader(
    "Access-Control-Expose-Headers",
    "Grpc-Metadata-X-Cosmos-Block-Height, X-Server-Time",
  );
  const isPreflight =
    request.method === "OPTIONS" && request.headers["access-control-request-method"] !== undefined;
  if (!isPreflight) return false;
  response.setHeader("Access-Control-Allow-Methods", "GET, POST");
  response.setHeader("Access-Control-Allow-Headers", "Content-Type, X-Cosmos-Block-Height");
  response.writeHead(204, { "Content-Length": 0 });
  response.end();
  return true;
}

/** Whether pages of an origin may call. */
export function isAllowed(origin: string, policy: CorsPolicy): boolean {
  if (policy !== "loopback") return policy.includes("*") || policy.includes(origin);
  return /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.test(origin);
}
