import { utf8 } from "@testudo/base";
import type { Acknowledgement, IbcModule } from "@testudo/ibc/port";
import { type Ctx, event } from "@testudo/runtime";

/** An application that answers as it is told and remembers what it was asked. */
export interface MockApplication {
  readonly module: IbcModule;
  /** Names of the callbacks that ran, in order. */
  readonly calls: string[];
  /** What `onRecvPacket` answers; undefined answers later. */
  answer: Acknowledgement | undefined;
  /** Thrown by the callback of this name. */
  refuse: { readonly callback: string; readonly error: Error } | undefined;
}

/** The acknowledgement of a mock that is pleased. */
export const MOCK_ACKNOWLEDGEMENT: Acknowledgement = { success: true, bytes: utf8("mock answer") };

/** The version that a mock speaks. */
export const MOCK_VERSION = "mock-version";

/** Builds the application; every packet it receives leaves a key in the `transfer` store and an event. */
export function createMockApplication(): MockApplication {
  const calls: string[] = [];
  const mock: MockApplication = {
    calls,
    answer: MOCK_ACKNOWLEDGEMENT,
    refuse: undefined,
    module: {
      onChanOpenInit: (_ctx, { version }) => step("onChanOpenInit", version || MOCK_VERSION),
      onChanOpenTry: () => step("onChanOpenTry", MOCK_VERSION),
      onChanOpenAck: () => step("onChanOpenAck", undefined),
      onChanOpenConfirm: () => step("onChanOpenConfirm", undefined),
      onChanCloseInit: () => step("onChanCloseInit", undefined),
      onChanCloseConfirm: () => step("onChanCloseConfirm", undefined),
      onRecvPacket(ctx: Ctx, packet) {
        step("onRecvPacket", undefined);
        ctx.store("transfer").set(utf8(`mock/${packet.sequence}`), packet.data);
        ctx.emit(event("mock_receive", ["sequence", packet.sequence.toString()]));
        return mock.answer;
      },
      onAcknowledgementPacket: () => step("onAcknowledgementPacket", undefined),
      onTimeoutPacket: () => step("onTimeoutPacket", undefined),
    },
  };

  function step<T>(callback: string, result: T): T {
    calls.push(callback);
    if (mock.refuse?.callback === callback) throw mock.refuse.error;
    return result;
  }

  return mock;
}
