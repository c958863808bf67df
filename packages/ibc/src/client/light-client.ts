import type { Header, Misbehaviour } from "@testudo/proto/ibc/lightclients/tendermint/v1";
import type { Ctx } from "@testudo/runtime";
import type { Height } from "../host/height.ts";

/** What a light client says about itself. `Unknown` and `Unauthorized` come from the keeper. */
export type ClientStatus = "Active" | "Frozen" | "Expired" | "Unknown" | "Unauthorized";

/** What a relayer submits to a client. */
export type ClientMessage =
  | { readonly kind: "header"; readonly header: Header }
  | { readonly kind: "misbehaviour"; readonly misbehaviour: Misbehaviour };

/** A claim that something is, or is not, committed by the counterparty. */
export interface ProofRequest {
  readonly clientId: string;
  /** Height of the consensus state that the proof is checked against. */
  readonly height: Height;
  /** Nanoseconds that must have passed since that consensus state was stored here. */
  readonly timeDelay: bigint;
  /** Own blocks that must have passed since that consensus state was stored here. */
  readonly blockDelay: bigint;
  readonly proof: Uint8Array;
  /** Store name first, then the full key in that store. */
  readonly path: readonly Uint8Array[];
}

/** What an upgrade of a client is claimed with. */
export interface UpgradeRequest {
  readonly clientId: string;
  /** Encoded client state, without its Any. */
  readonly clientState: Uint8Array;
  /** Encoded consensus state, without its Any. */
  readonly consensusState: Uint8Array;
  readonly clientProof: Uint8Array;
  readonly consensusStateProof: Uint8Array;
}

/** The light clients of one type (ICS-02). Every function refuses by throwing an `AppError`. */
export interface LightClientModule {
  /** Checks and stores the first states; both are encoded messages without their Any. */
  initialize(
    ctx: Ctx,
    clientId: string,
    states: { readonly clientState: Uint8Array; readonly consensusState: Uint8Array },
  ): void;
  verifyClientMessage(ctx: Ctx, clientId: string, message: ClientMessage): void;
  /** Only for verified messages. */
  checkForMisbehaviour(ctx: Ctx, clientId: string, message: ClientMessage): boolean;
  updateStateOnMisbehaviour(ctx: Ctx, clientId: string): void;
  /** Only for verified messages. Returns the heights that now have a consensus state. */
  updateState(ctx: Ctx, clientId: string, message: ClientMessage): readonly Height[];
  verifyMembership(ctx: Ctx, request: ProofRequest & { readonly value: Uint8Array }): void;
  verifyNonMembership(ctx: Ctx, request: ProofRequest): void;
  status(ctx: Ctx, clientId: string): ClientStatus;
  /** 0-0 when there is no such client. */
  latestHeight(ctx: Ctx, clientId: string): Height;
  /** Unix nanoseconds of the consensus state at a height. */
  timestampAtHeight(ctx: Ctx, clientId: string, height: Height): bigint;
  recoverClient(ctx: Ctx, clientId: string, substituteClientId: string): void;
  verifyUpgradeAndUpdateState(ctx: Ctx, request: UpgradeRequest): void;
}
