import { fromBase64, SECOND, toHex } from "@testudo/base";
import { clientPrefix, heightToText, parseHeight } from "@testudo/ibc/host";
import {
  setConsensusMetadata,
  tendermintModule,
  state as tendermintState,
  validateHeader,
  validateMisbehaviour,
} from "@testudo/ibc/tendermint";
import {
  ClientState,
  ConsensusState,
  Header,
  Misbehaviour,
} from "@testudo/proto/ibc/lightclients/tendermint/v1";
import { type Ctx, createCtx } from "@testudo/runtime";
import { createMemoryMultiStore } from "@testudo/store";
import { describeVectors } from "@testudo/testkit/vectors";
import { type TimeVector, timeOf } from "./comet-shapes.ts";
import { isAccepted } from "./refusals.ts";

const CLIENT_ID = "07-tendermint-4";

function heightOf(text: string) {
  const height = parseHeight(text);
  if (height === undefined) throw new TypeError(`${text} is no height`);
  return height;
}

/** The client's records after a step, with keys relative to its prefix. */
function storedBy(ctx: Ctx): [string, string][] {
  const prefix = clientPrefix(CLIENT_ID);
  return Array.from(ctx.store("ibc").iterate(), ([key, value]) => [
    toHex(key.slice(prefix.length)),
    toHex(value),
  ]);
}

function contextAt(time: bigint, height: bigint, chainId: string): Ctx {
  const state = createMemoryMultiStore(["ibc"]).branch();
  return createCtx({ state, time, height, chainId });
}

describeVectors("lightclient.json", {
  client_update(
    input: {
      client_state_b64: string;
      consensus_states: { height: string; consensus_state_b64: string }[];
      trusted_time: TimeVector;
      header_b64: string;
      host_time: TimeVector;
      host_height: string;
      host_chain_id: string;
    },
    expected: {
      validate_basic_ok: boolean;
      verify_ok: boolean;
      misbehaviour?: boolean;
      updated_heights?: string[];
      store_after?: [string, string][];
    },
  ) {
    const ctx = contextAt(timeOf(input.host_time), BigInt(input.host_height), input.host_chain_id);
    tendermintState.clientStates.set(
      ctx,
      ClientState.decode(fromBase64(input.client_state_b64)),
      CLIENT_ID,
    );
    for (const [index, entry] of input.consensus_states.entries()) {
      const height = heightOf(entry.height);
      const consensus = ConsensusState.decode(fromBase64(entry.consensus_state_b64));
      tendermintState.consensusStates.set(ctx, consensus, CLIENT_ID, height);
      setConsensusMetadata(ctx, CLIENT_ID, height, {
        processedTime: timeOf(input.trusted_time) + (index === 0 ? SECOND : 2n * SECOND),
        processedHeight: heightOf("1-77"),
      });
    }
    const header = Header.decode(fromBase64(input.header_b64));
    const message = { kind: "header", header } as const;

    expect(isAccepted(() => validateHeader(header))).toBe(expected.validate_basic_ok);
    const verified = isAccepted(() =>
      tendermintModule.verifyClientMessage(ctx, CLIENT_ID, message),
    );
    expect(verified).toBe(expected.verify_ok);
    if (expected.misbehaviour === undefined) return;
    const found = tendermintModule.checkForMisbehaviour(ctx, CLIENT_ID, message);
    expect(found).toBe(expected.misbehaviour);
    if (expected.updated_heights === undefined) return;
    const heights = tendermintModule.updateState(ctx, CLIENT_ID, message);
    expect(heights.map(heightToText)).toEqual(expected.updated_heights);
    expect(storedBy(ctx)).toEqual(expected.store_after);
  },
});

describeVectors(
  "lightclient_misbehaviour.json",
  {
    /** ibc's view: the checks of a client and what freezing leaves. Who is to blame is checked elsewhere. */
    misbehaviour(
      input: {
        client_state_b64: string;
        consensus_state_height: string;
        consensus_state_b64: string;
        misbehaviour_b64: string;
        host_time: TimeVector;
      },
      expected: {
        validate_basic_ok: boolean;
        verify_ok: boolean;
        check_for_misbehaviour: boolean;
        store_after?: [string, string][];
      },
    ) {
      const ctx = contextAt(timeOf(input.host_time), 900n, "provider-7");
      const consensus = ConsensusState.decode(fromBase64(input.consensus_state_b64));
      tendermintState.clientStates.set(
        ctx,
        ClientState.decode(fromBase64(input.client_state_b64)),
        CLIENT_ID,
      );
      tendermintState.consensusStates.set(
        ctx,
        consensus,
        CLIENT_ID,
        heightOf(input.consensus_state_height),
      );
      const misbehaviour = Misbehaviour.decode(fromBase64(input.misbehaviour_b64));
      const message = { kind: "misbehaviour", misbehaviour } as const;

      expect(isAccepted(() => validateMisbehaviour(misbehaviour))).toBe(expected.validate_basic_ok);
      const verified = isAccepted(() =>
        tendermintModule.verifyClientMessage(ctx, CLIENT_ID, message),
      );
      expect(verified).toBe(expected.verify_ok);
      const found = tendermintModule.checkForMisbehaviour(ctx, CLIENT_ID, message);
      expect(found).toBe(expected.check_for_misbehaviour);
      if (expected.store_after === undefined) return;
      tendermintModule.updateStateOnMisbehaviour(ctx, CLIENT_ID);
      expect(storedBy(ctx)).toEqual(expected.store_after);
    },
  },
  { onlyKinds: ["misbehaviour"] },
);
