import { AppError, fromUtf8 } from "@testudo/base";
import { packAny } from "@testudo/proto";
import { Any } from "@testudo/proto/google/protobuf";
import {
  QueryClientParamsRequest,
  QueryClientParamsResponse,
  QueryClientStateRequest,
  QueryClientStateResponse,
  QueryClientStatesRequest,
  QueryClientStatesResponse,
  QueryClientStatusRequest,
  QueryClientStatusResponse,
  QueryConsensusStateHeightsRequest,
  QueryConsensusStateHeightsResponse,
  QueryConsensusStateRequest,
  QueryConsensusStateResponse,
  QueryConsensusStatesRequest,
  QueryConsensusStatesResponse,
  QueryUpgradedClientStateRequest,
  QueryUpgradedClientStateResponse,
  QueryUpgradedConsensusStateRequest,
  QueryUpgradedConsensusStateResponse,
  QueryVerifyMembershipRequest,
  QueryVerifyMembershipResponse,
} from "@testudo/proto/ibc/core/client/v1";
import {
  QueryCounterpartyInfoRequest,
  QueryCounterpartyInfoResponse,
} from "@testudo/proto/ibc/core/client/v2";
import { ClientState, ConsensusState } from "@testudo/proto/ibc/lightclients/tendermint/v1";
import { type Ctx, GrpcCode, grpcError, onBranch, type QueryRoute, query } from "@testudo/runtime";
import { isZeroHeight, parseHeight } from "../host/height.ts";
import { checkClientId, LOCALHOST_CLIENT_TYPE, parseClientId } from "../host/identifiers.ts";
import {
  checkArguments,
  filteredPageBelow,
  invalidArgument,
  NO_PROOF,
  notFound,
} from "../query-answers.ts";
import { selfHeight } from "../self-height.ts";
import { clientErrors } from "./errors.ts";
import type { ClientKeeper } from "./keeper.ts";
import type { UpgradeNeeds } from "./needs.ts";
import { state } from "./state.ts";

const SERVICE = "/ibc.core.client.v1.Query";
const SERVICE_V2 = "/ibc.core.client.v2.Query";

/** Gas of one byte of a proof checked on behalf of another module: three reads of it. */
const GAS_PER_PROOF_BYTE = 9;
const UNPROVABLE_TYPES = [LOCALHOST_CLIENT_TYPE, "06-solomachine"];

/** Services `ibc.core.client.v1.Query` and `ibc.core.client.v2.Query`. */
export function createClientQueries({
  client,
  upgrade,
}: {
  readonly client: ClientKeeper;
  readonly upgrade: UpgradeNeeds;
}): readonly QueryRoute[] {
  return [
    query(
      `${SERVICE}/ClientState`,
      QueryClientStateRequest,
      QueryClientStateResponse,
      (ctx, { clientId }) => {
        checkArguments(() => checkClientId(clientId));
        const found = client.clientState(ctx, clientId);
        if (found === undefined) throw notFound(clientErrors.clientNotFound, clientId);
        return {
          clientState: packAny(ClientState, found),
          proof: NO_PROOF,
          proofHeight: selfHeight(ctx),
        };
      },
    ),
    query(
      `${SERVICE}/ClientStates`,
      QueryClientStatesRequest,
      QueryClientStatesResponse,
      (ctx, { pagination: page }) => {
        const { items, pagination } = filteredPageBelow(ctx, "clients", page, (key, value) => {
          const parts = fromUtf8(key).split("/");
          const [, clientId = ""] = parts;
          if (parts[parts.length - 1] !== "clientState") return undefined;
          return { clientId, clientState: Any.decode(value) };
        });
        const clientStates = [...items].sort((a, b) => (a.clientId < b.clientId ? -1 : 1));
        return { clientStates, pagination };
      },
    ),
    query(
      `${SERVICE}/ConsensusState`,
      QueryConsensusStateRequest,
      QueryConsensusStateResponse,
      (ctx, request) => {
        const { clientId, revisionNumber, revisionHeight, latestHeight } = request;
        checkArguments(() => checkClientId(clientId));
        if (!latestHeight && revisionHeight === 0n) {
          throw invalidArgument("consensus state height cannot be 0");
        }
        const height = { revisionNumber, revisionHeight };
        const found = latestHeight
          ? client.latestConsensusState(ctx, clientId)
          : client.consensusState(ctx, clientId, height);
        if (found === undefined) {
          throw notFound(
            clientErrors.consensusStateNotFound,
            `client-id: ${clientId}, height: ${revisionNumber}-${revisionHeight}`,
          );
        }
        return {
          consensusState: packAny(ConsensusState, found),
          proof: NO_PROOF,
          proofHeight: selfHeight(ctx),
        };
      },
    ),
    query(
      `${SERVICE}/ConsensusStates`,
      QueryConsensusStatesRequest,
      QueryConsensusStatesResponse,
      (ctx, { clientId, pagination: page }) => {
        checkArguments(() => checkClientId(clientId));
        const { items, pagination } = filteredPageBelow(
          ctx,
          `clients/${clientId}/consensusStates/`,
          page,
          (key, value) => {
            const height = heightOf(key);
            return height && { height, consensusState: Any.decode(value) };
          },
        );
        return { consensusStates: items, pagination };
      },
    ),
    query(
      `${SERVICE}/ConsensusStateHeights`,
      QueryConsensusStateHeightsRequest,
      QueryConsensusStateHeightsResponse,
      (ctx, { clientId, pagination: page }) => {
        checkArguments(() => checkClientId(clientId));
        const { items, pagination } = filteredPageBelow(
          ctx,
          `clients/${clientId}/consensusStates/`,
          page,
          heightOf,
        );
        return { consensusStateHeights: items, pagination };
      },
    ),
    query(
      `${SERVICE}/ClientStatus`,
      QueryClientStatusRequest,
      QueryClientStatusResponse,
      (ctx, { clientId }) => {
        checkArguments(() => checkClientId(clientId));
        return { status: client.status(ctx, clientId) };
      },
    ),
    query(
      `${SERVICE}/ClientParams`,
      QueryClientParamsRequest,
      QueryClientParamsResponse,
      (ctx) => ({ params: client.params(ctx) }),
    ),
    query(
      `${SERVICE}/UpgradedClientState`,
      QueryUpgradedClientStateRequest,
      QueryUpgradedClientStateResponse,
      (ctx) => {
        const plan = upgrade.upgradePlan(ctx);
        if (plan === undefined) throw grpcError(GrpcCode.NOT_FOUND, "upgrade plan not found");
        const found = upgrade.upgradedClient(ctx, plan.height);
        if (found === undefined) throw grpcError(GrpcCode.NOT_FOUND, "upgraded client not found");
        return { upgradedClientState: Any.decode(found) };
      },
    ),
    query(
      `${SERVICE}/UpgradedConsensusState`,
      QueryUpgradedConsensusStateRequest,
      QueryUpgradedConsensusStateResponse,
      (ctx) => {
        const found = upgrade.upgradedConsensusState(ctx, ctx.height);
        if (found === undefined) {
          throw grpcError(
            GrpcCode.NOT_FOUND,
            `upgraded consensus state not found, height ${ctx.height}`,
          );
        }
        return { upgradedConsensusState: Any.decode(found) };
      },
    ),
    query(
      `${SERVICE}/VerifyMembership`,
      QueryVerifyMembershipRequest,
      QueryVerifyMembershipResponse,
      (ctx, request) => ({ success: verifyMembership(ctx, client, request) }),
    ),
    query(
      `${SERVICE_V2}/CounterpartyInfo`,
      QueryCounterpartyInfoRequest,
      QueryCounterpartyInfoResponse,
      (ctx, { clientId }) => {
        checkArguments(() => checkClientId(clientId));
        const counterpartyInfo = state.counterparties.get(ctx, clientId);
        if (counterpartyInfo === undefined) {
          throw grpcError(GrpcCode.NOT_FOUND, `client ${clientId} counterparty not found`);
        }
        return { counterpartyInfo };
      },
    ),
  ];
}

/** The height of a consensus state's key; undefined for the metadata that stands below such keys. */
function heightOf(key: Uint8Array) {
  const text = fromUtf8(key);
  return text.includes("/") ? undefined : parseHeight(text);
}

/** The only query that other modules may call, hence the gas. A proof that fails is an answer, not an error. */
function verifyMembership(
  ctx: Ctx,
  client: ClientKeeper,
  request: QueryVerifyMembershipRequest,
): boolean {
  const { clientId, proof, proofHeight, value } = request;
  const { keyPath: path } = request.merklePath;
  checkArguments(() => {
    checkClientId(clientId);
    const { clientType } = parseClientId(clientId);
    if (UNPROVABLE_TYPES.includes(clientType)) {
      throw clientErrors.invalidClientType(
        `verify membership is disabled for client types ${UNPROVABLE_TYPES.join(" ")}`,
      );
    }
  });
  if (proof.length === 0) throw invalidArgument("empty proof");
  if (isZeroHeight(proofHeight)) throw invalidArgument("proof height must be non-zero");
  if (path.length === 0) throw invalidArgument("empty merkle path");
  if (value.length === 0) throw invalidArgument("empty value");

  const status = client.status(ctx, clientId);
  if (status === "Unauthorized") {
    throw grpcError(GrpcCode.NOT_FOUND, clientErrors.routeNotFound(clientId).message);
  }
  if (status !== "Active") {
    throw grpcError(
      GrpcCode.FAILED_PRECONDITION,
      clientErrors.clientNotActive(
        `cannot verify membership using client (${clientId}) with status ${status}`,
      ).message,
    );
  }
  ctx.gas.consume(BigInt(GAS_PER_PROOF_BYTE * proof.length), "verify membership query");
  return onBranch(ctx, (branch) => {
    try {
      client.route(branch, clientId).verifyMembership(branch, {
        clientId,
        height: proofHeight,
        timeDelay: request.timeDelay,
        blockDelay: request.blockDelay,
        proof,
        path,
        value,
      });
      return true;
    } catch (error) {
      if (error instanceof AppError) return false;
      throw error;
    }
  }).value;
}
