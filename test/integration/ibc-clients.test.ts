import { DAY, SECOND, toHex, utf8 } from "@testudo/base";
import { clientErrors } from "@testudo/ibc/client";
import {
  clientCreatorPath,
  clientPrefix,
  hostErrors,
  ibcErrors,
  TENDERMINT_CLIENT_TYPE,
} from "@testudo/ibc/host";
import { tendermintErrors } from "@testudo/ibc/tendermint";
import { packAny, toDuration } from "@testudo/proto";
import { Any } from "@testudo/proto/google/protobuf";
import {
  MsgCreateClient,
  MsgCreateClientResponse,
  MsgIBCSoftwareUpgrade,
  MsgIBCSoftwareUpgradeResponse,
  MsgRecoverClient,
  MsgRecoverClientResponse,
  MsgUpdateClient,
  MsgUpdateClientResponse,
  MsgUpdateParams,
  MsgUpdateParamsResponse,
  MsgUpgradeClient,
  MsgUpgradeClientResponse,
} from "@testudo/proto/ibc/core/client/v1";
import {
  MsgRegisterCounterparty,
  MsgRegisterCounterpartyResponse,
} from "@testudo/proto/ibc/core/client/v2";
import {
  ClientState,
  ConsensusState,
  Header,
  Misbehaviour,
} from "@testudo/proto/ibc/lightclients/tendermint/v1";
import type { Event } from "@testudo/runtime";
import { createIbcChain, type IbcChain } from "@testudo/testkit/ibc-chain";
import { createClient, relayerOn, updateClient } from "@testudo/testkit/ibc-path";
import { matching } from "@testudo/testkit/matching";

const CLIENT = "07-tendermint-0";

function setUp(changes: Partial<ClientState> = {}) {
  const host = createIbcChain({ chainId: "testchain1" });
  const far = createIbcChain({ chainId: "farchain-1" });
  for (let i = 0; i < 10; i++) advance(host, far);
  const clientId = createClient(host, far, changes);
  return { host, far, clientId };
}

/** One block on each, at the same time. */
function advance(...chains: IbcChain[]): void {
  for (const chain of chains) chain.nextBlock();
}

function submit(host: IbcChain, clientMessage: Any, clientId = CLIENT) {
  return host.deliver(MsgUpdateClient, MsgUpdateClientResponse, {
    clientId,
    clientMessage,
    signer: relayerOn(host),
  });
}

function keysOf(host: IbcChain, clientId = CLIENT): string[] {
  const prefix = clientPrefix(clientId);
  return Array.from(host.ctx.store("ibc").iterate({ start: utf8(prefix) }), ([key]) =>
    new TextDecoder("latin1").decode(key),
  )
    .filter((key) => key.startsWith(prefix))
    .map((key) => key.slice(prefix.length).replace(/[^ -~]/g, ""));
}

function shapeOf(events: readonly Event[]): string[] {
  return events.map(
    ({ type, attributes }) => `${type}{${attributes.map(({ key }) => key).join()}}`,
  );
}

describe("creating a client", () => {
  it("writes five records and the creator's text, and costs what the reference charges", () => {
    const host = createIbcChain({ chainId: "testchain1" });
    const far = createIbcChain({ chainId: "testchain1" });
    for (let i = 0; i < 4; i++) advance(host, far);

    const created = host.deliver(MsgCreateClient, MsgCreateClientResponse, {
      clientState: packAny(ClientState, far.clientState()),
      consensusState: packAny(ConsensusState, far.consensusState()),
      signer: relayerOn(host),
    });

    expect(created.response.clientId).toBe(CLIENT);
    expect(created.gas).toBe(41374n);
    expect(shapeOf(created.events)).toEqual([
      "create_client{client_id,client_type,consensus_height}",
      "message{module}",
    ]);
    expect(keysOf(host)).toEqual([
      "clientState",
      "consensusStates/0-5",
      "consensusStates/0-5/processedHeight",
      "consensusStates/0-5/processedTime",
      "creator",
      "iterateConsensusStates",
    ]);
    const creator = host.ctx.store("ibc").get(utf8(clientCreatorPath(CLIENT)));
    expect(creator).toEqual(utf8(relayerOn(host)));
  });

  it("leaves no creator when a keeper does it", () => {
    const { host, far } = setUp();
    const clientId = host.core.client.createClient(
      host.ctx,
      TENDERMINT_CLIENT_TYPE,
      packAny(ClientState, far.clientState()),
      packAny(ConsensusState, far.consensusState()),
    );
    expect(keysOf(host, clientId)).not.toContain("creator");
  });

  it("refuses a consensus state that has expired, to the nanosecond", () => {
    const { host, far } = setUp();
    const trustingPeriod = host.time - far.time + 5n * SECOND;
    const client = far.clientState({ trustingPeriod: toDuration(trustingPeriod) });
    const create = () =>
      host.core.client.createClient(
        host.ctx,
        TENDERMINT_CLIENT_TYPE,
        ClientState.encode(client),
        ConsensusState.encode(consensus),
      );
    const consensus = far.consensusState();
    expect(create).not.toThrow();
    host.nextBlock({ seconds: 5n });
    expect(create).toThrow(matching(clientErrors.clientNotActive));
  });

  it("refuses a type that is not allowed, and the localhost type always", () => {
    const { host, far } = setUp();
    host.core.client.setParams(host.ctx, { allowedClients: ["06-solomachine"] });
    expect(() => createClient(host, far)).toThrow(matching(clientErrors.invalidClientType));
    expect(() =>
      host.core.client.createClient(host.ctx, "09-localhost", new Uint8Array(), new Uint8Array()),
    ).toThrow(matching(clientErrors.invalidClientType));
  });

  it.each<[string, Partial<ClientState>, { codespace: string; code: number }]>([
    ["a blank chain id", { chainId: " " }, tendermintErrors.invalidChainId],
    ["51 bytes of chain id", { chainId: "c".repeat(51) }, tendermintErrors.invalidChainId],
    [
      "a trust level below a third",
      { trustLevel: { numerator: 1n, denominator: 4n } },
      tendermintErrors.invalidTrustLevel,
    ],
    [
      "a trust level above one",
      { trustLevel: { numerator: 3n, denominator: 2n } },
      tendermintErrors.invalidTrustLevel,
    ],
    [
      "no trusting period",
      { trustingPeriod: toDuration(0n) },
      tendermintErrors.invalidTrustingPeriod,
    ],
    [
      "a trusting period as long as unbonding",
      { trustingPeriod: toDuration(21n * DAY) },
      tendermintErrors.invalidTrustingPeriod,
    ],
    [
      "no unbonding period",
      { unbondingPeriod: toDuration(0n) },
      tendermintErrors.invalidUnbondingPeriod,
    ],
    ["no clock drift", { maxClockDrift: toDuration(0n) }, tendermintErrors.invalidMaxClockDrift],
    [
      "a height of another revision",
      { latestHeight: { revisionNumber: 2n, revisionHeight: 5n } },
      tendermintErrors.invalidHeaderHeight,
    ],
    [
      "height zero",
      { latestHeight: { revisionNumber: 1n, revisionHeight: 0n } },
      tendermintErrors.invalidHeaderHeight,
    ],
    ["no proof specs", { proofSpecs: [] }, tendermintErrors.invalidProofSpecs],
    [
      "a blank key in the upgrade path",
      { upgradePath: ["upgrade", ""] },
      clientErrors.invalidClient,
    ],
  ])("refuses a client state with %s", (_why, changes, error) => {
    const { host, far } = setUp();
    expect(() => createClient(host, far, changes)).toThrow(
      expect.objectContaining({ codespace: error.codespace, code: error.code }),
    );
  });

  it.each([
    ["nanoseconds beyond a second", { seconds: 1n, nanos: 1_000_000_000 }],
    ["parts of different signs", { seconds: 1n, nanos: -1 }],
    ["more than 64 bits", { seconds: 9_223_372_037n, nanos: 0 }],
  ])("refuses a duration with %s", (_why, unbondingPeriod) => {
    const { host, far } = setUp();
    expect(() => createClient(host, far, { unbondingPeriod })).toThrow(
      "failed unpacking protobuf message from Any",
    );
  });

  it("accepts the widest and the narrowest trust level", () => {
    const { host, far } = setUp();
    createClient(host, far, { trustLevel: { numerator: 1n, denominator: 3n } });
    createClient(host, far, { trustLevel: { numerator: 1n, denominator: 1n } });
  });
});

describe("updating a client", () => {
  it("costs what the reference charges, new and repeated", () => {
    const host = createIbcChain({ chainId: "testchain1" });
    const far = createIbcChain({ chainId: "testchain1" });
    // The first state stands at a one-digit height, the rest at two digits.
    for (let i = 0; i < 8; i++) advance(host, far);
    createClient(host, far);
    advance(host, far);
    updateClient(host, CLIENT, far);
    advance(host, far);
    const trusted = host.core.client.latestHeight(host.ctx, CLIENT);
    const fresh = updateClient(host, CLIENT, far);
    expect(fresh.gas).toBe(43995n);
    expect(shapeOf(fresh.events)).toEqual([
      "update_client{client_id,client_type,consensus_height,consensus_heights}",
      "message{module}",
    ]);

    const before = keysOf(host);
    const repeated = submit(host, packAny(Header, far.header(trusted)));
    expect(repeated.gas).toBe(15331n);
    expect(repeated.events).toEqual(fresh.events);
    expect(keysOf(host)).toEqual(before);
  });

  it("takes an older header between two states and leaves the latest height", () => {
    const { host, far } = setUp();
    const trusted = far.latestHeight();
    advance(host, far);
    const older = far.header(trusted);
    advance(host, far);
    submit(host, packAny(Header, far.header(trusted)));
    const latest = host.core.client.latestHeight(host.ctx, CLIENT);

    submit(host, packAny(Header, older));

    expect(host.core.client.latestHeight(host.ctx, CLIENT)).toEqual(latest);
    expect(keysOf(host)).toContain("consensusStates/1-12");
  });

  it.each([
    { why: "a header at a stored height differs", changes: { appHash: new Uint8Array(32) } },
    { why: "its time is not before a later state's", changes: { time: 0n } },
  ])("freezes the client when $why", ({ changes }) => {
    const { host, far } = setUp();
    const trusted = far.latestHeight();
    advance(host, far);
    const lateTime = far.time + 9n * SECOND;
    const forged =
      changes.time === undefined
        ? far.header(trusted, changes)
        : far.header(trusted, { time: lateTime });
    if (changes.time === undefined) submit(host, packAny(Header, far.header(trusted)));
    advance(host, far);
    if (changes.time !== undefined) submit(host, packAny(Header, far.header(trusted)));

    const { events } = submit(host, packAny(Header, forged));

    expect(shapeOf(events)).toEqual([
      "client_misbehaviour{client_id,client_type}",
      "message{module}",
    ]);
    expect(host.core.client.clientState(host.ctx, CLIENT)?.frozenHeight).toEqual({
      revisionNumber: 0n,
      revisionHeight: 1n,
    });
    expect(host.core.client.status(host.ctx, CLIENT)).toBe("Frozen");
    advance(host, far);
    expect(() => updateClient(host, CLIENT, far)).toThrow(matching(clientErrors.clientNotActive));
  });

  it("says so without effect when a misbehaviour message shows none", () => {
    const { host, far } = setUp();
    const trusted = far.latestHeight();
    advance(host, far);
    const header = far.header(trusted);
    const harmless = { clientId: CLIENT, header1: header, header2: header };
    const before = toHex(host.store.appHash);

    const { events } = submit(host, packAny(Misbehaviour, harmless));

    expect(events[0]?.attributes.map(({ value }) => value)).toEqual([
      CLIENT,
      TENDERMINT_CLIENT_TYPE,
      "",
      "",
    ]);
    expect(toHex(host.store.appHash)).toBe(before);
  });

  it("panics on misbehaviour without a signed header, as the reference does", () => {
    const { host, far } = setUp();
    advance(host, far);
    const header = {
      ...far.header({ revisionNumber: 1n, revisionHeight: 1n }),
      signedHeader: undefined,
    };
    expect(() =>
      submit(host, packAny(Misbehaviour, { clientId: CLIENT, header1: header, header2: header })),
    ).toThrow(expect.objectContaining({ name: "Panic" }));
  });

  it("prunes the oldest state with its companions once it has expired, one at a time", () => {
    const { host, far } = setUp();
    for (const chain of [host, far]) chain.nextBlock({ seconds: 13n * 86_400n });
    updateClient(host, CLIENT, far);
    expect(keysOf(host).filter((key) => key.includes("1-11"))).toHaveLength(3);
    for (const chain of [host, far]) chain.nextBlock({ seconds: 2n * 86_400n });
    updateClient(host, CLIENT, far);
    const left = keysOf(host);
    expect(left.filter((key) => key.includes("1-11"))).toEqual([]);
    expect(left.filter((key) => key === "iterateConsensusStates")).toHaveLength(2);
  });

  it.each([
    ["badid", hostErrors.invalidId],
    ["07-tendermint-99999999999999999999", { codespace: "undefined", code: 1 }],
    ["07-tendermint-7", clientErrors.clientNotActive],
    ["08-wasm-0", clientErrors.routeNotFound],
    ["09-localhost-0", clientErrors.updateClientFailed],
  ])("refuses %s", (clientId, error) => {
    const { host, far } = setUp();
    advance(host, far);
    const header = far.header({ revisionNumber: 1n, revisionHeight: 11n });
    expect(() => submit(host, packAny(Header, header), clientId)).toThrow(
      expect.objectContaining({ codespace: error.codespace, code: error.code }),
    );
  });

  it("refuses a second encoding of the header's time", () => {
    const { host, far } = setUp();
    const trusted = far.latestHeight();
    advance(host, far);
    const header = far.header(trusted);
    const block = header.signedHeader!.header!;
    const time = { seconds: block.time.seconds - 1n, nanos: block.time.nanos + 1_000_000_000 };
    const signedHeader = { ...header.signedHeader!, header: { ...block, time } };
    expect(() => submit(host, packAny(Header, { ...header, signedHeader }))).toThrow(
      "failed unpacking protobuf message from Any",
    );
    expect(() => submit(host, packAny(Header, header))).not.toThrow();
  });

  it("refuses a trusted height it has no state for, and an expired client", () => {
    const { host, far } = setUp();
    advance(host, far);
    const header = far.header({ revisionNumber: 1n, revisionHeight: 3n });
    expect(() => submit(host, packAny(Header, header))).toThrow(
      matching(clientErrors.consensusStateNotFound),
    );
    for (const chain of [host, far]) chain.nextBlock({ seconds: 14n * 86_400n });
    expect(host.core.client.status(host.ctx, CLIENT)).toBe("Expired");
    expect(() => updateClient(host, CLIENT, far)).toThrow(matching(clientErrors.clientNotActive));
  });
});

describe("recovering a client", () => {
  function recover(host: IbcChain, signer = host.authority, substitute = "07-tendermint-1") {
    return host.deliver(MsgRecoverClient, MsgRecoverClientResponse, {
      subjectClientId: CLIENT,
      substituteClientId: substitute,
      signer,
    });
  }

  function expired(substituteChanges: Partial<ClientState> = {}) {
    const { host, far } = setUp();
    for (const chain of [host, far]) chain.nextBlock({ seconds: 15n * 86_400n });
    createClient(host, far, substituteChanges);
    return { host, far };
  }

  it("takes over latest height, chain id and trusting period, with the substitute's metadata", () => {
    const { host } = expired({ trustingPeriod: toDuration(10n * DAY) });
    const { events } = recover(host);
    const { core, ctx } = host;
    const [subject, substitute] = [CLIENT, "07-tendermint-1"].map((id) =>
      core.client.clientState(ctx, id),
    );
    expect(subject).toEqual(substitute);
    expect(core.client.status(ctx, CLIENT)).toBe("Active");
    expect(shapeOf(events)[0]).toBe("recover_client{subject_client_id,client_type}");
    expect(keysOf(host)).toContain("consensusStates/1-11");
  });

  it.each([
    [
      "anybody but the authority",
      ibcErrors.unauthorized,
      (host: IbcChain) => recover(host, relayerOn(host)),
    ],
    [
      "a client as its own substitute",
      clientErrors.invalidSubstitute,
      (host: IbcChain) => recover(host, host.authority, CLIENT),
    ],
    [
      "an unknown substitute",
      clientErrors.clientNotActive,
      (host: IbcChain) => recover(host, host.authority, "07-tendermint-9"),
    ],
  ])("refuses %s", (_why, error, attempt) => {
    const { host } = expired();
    expect(() => attempt(host)).toThrow(matching(error));
  });

  it("refuses an active subject, a substitute that is no newer, and one that differs", () => {
    const active = setUp();
    createClient(active.host, active.far);
    expect(() => recover(active.host)).toThrow(matching(clientErrors.invalidRecoveryClient));

    const frozen = setUp();
    createClient(frozen.host, frozen.far);
    frozen.host.core.client
      .route(frozen.host.ctx, CLIENT)
      .updateStateOnMisbehaviour(frozen.host.ctx, CLIENT);
    expect(() => recover(frozen.host)).toThrow(matching(clientErrors.invalidHeight));

    const other = expired({ maxClockDrift: toDuration(11n * SECOND) });
    expect(() => recover(other.host)).toThrow(matching(clientErrors.invalidSubstitute));
  });
});

describe("upgrading", () => {
  it("moves a client to what its chain committed, and proves nothing at that height", () => {
    const { host, far } = setUp();
    const upgraded = far.clientState({
      chainId: "farchain-2",
      latestHeight: { revisionNumber: 2n, revisionHeight: 1n },
      unbondingPeriod: toDuration(30n * DAY),
    });
    const planHeight = far.latestHeight().revisionHeight + 2n;
    far.deliver(MsgIBCSoftwareUpgrade, MsgIBCSoftwareUpgradeResponse, {
      plan: {
        name: "v2",
        time: { seconds: -62135596800n, nanos: 0 },
        height: planHeight,
        info: "",
        upgradedClientState: undefined,
      },
      upgradedClientState: packAny(ClientState, upgraded),
      signer: far.authority,
    });
    // The block before the plan's leaves the consensus state; the next header can prove it.
    far.nextBlock();
    far.nextBlock();
    host.nextBlock();
    host.nextBlock();
    updateClient(host, CLIENT, far);
    const path = `upgradedIBCState/${planHeight}`;
    const left = Any.decode(
      far.ctx.store("upgrade").get(utf8(`${path}/upgradedConsState`)) ?? new Uint8Array(),
    );

    const { events } = host.deliver(MsgUpgradeClient, MsgUpgradeClientResponse, {
      clientId: CLIENT,
      clientState: packAny(ClientState, upgraded),
      consensusState: left,
      proofUpgradeClient: far.prove(`${path}/upgradedClient`, "upgrade").proof,
      proofUpgradeConsensusState: far.prove(`${path}/upgradedConsState`, "upgrade").proof,
      signer: relayerOn(host),
    });

    expect(shapeOf(events)[0]).toBe("upgrade_client{client_id,client_type,consensus_height}");
    const client = host.core.client.clientState(host.ctx, CLIENT);
    expect(client).toMatchObject({ chainId: "farchain-2", trustingPeriod: toDuration(14n * DAY) });
    const kernel = host.core.client.latestConsensusState(host.ctx, CLIENT);
    expect(kernel?.root.hash).toEqual(utf8("sentinel_root"));
  });

  it("leaves a consensus state only one block before the plan, and only for an upgraded client", () => {
    const { far } = setUp();
    const seen: string[] = [];
    const height = far.latestHeight().revisionHeight + 3n;
    const plan = {
      name: "v2",
      time: { seconds: -62135596800n, nanos: 0 },
      height,
      info: "",
      upgradedClientState: undefined,
    };
    far.upgrade.scheduleUpgrade(far.ctx, plan);
    far.upgrade.setUpgradedClient(far.ctx, height, new Uint8Array([1]));
    for (let i = 0; i < 4; i++) {
      far.nextBlock();
      seen.push(
        far.ctx
          .events()
          .map(({ type }) => type)
          .join(),
      );
    }
    expect(seen).toEqual(["", "upgrade_chain,message", "", ""]);
  });

  it.each([
    ["the authority must sign", { signer: "relayer" }, ibcErrors.unauthorized],
    ["the plan needs a name", { name: "" }, { codespace: "sdk", code: 18 }],
    ["the plan needs a height", { height: 0n }, { codespace: "sdk", code: 18 }],
  ])("scheduling: %s", (_why, changes, error) => {
    const { far } = setUp();
    const { signer, ...plan } = { signer: "authority", name: "v2", height: 1000n, ...changes };
    expect(() =>
      far.deliver(MsgIBCSoftwareUpgrade, MsgIBCSoftwareUpgradeResponse, {
        plan: {
          ...plan,
          time: { seconds: -62135596800n, nanos: 0 },
          info: "",
          upgradedClientState: undefined,
        },
        upgradedClientState: packAny(ClientState, far.clientState()),
        signer: signer === "authority" ? far.authority : relayerOn(far),
      }),
    ).toThrow(expect.objectContaining({ codespace: error.codespace, code: error.code }));
  });

  it("refuses a height that is not greater, and a proof that shows something else", () => {
    const { host, far } = setUp();
    const attempt = (clientState: ClientState) =>
      host.deliver(MsgUpgradeClient, MsgUpgradeClientResponse, {
        clientId: CLIENT,
        clientState: packAny(ClientState, clientState),
        consensusState: packAny(ConsensusState, far.consensusState()),
        proofUpgradeClient: far.prove("clientParams").proof,
        proofUpgradeConsensusState: far.prove("clientParams").proof,
        signer: relayerOn(host),
      });
    expect(() => attempt(far.clientState())).toThrow(matching(ibcErrors.invalidHeight));
    const latestHeight = { revisionNumber: 1n, revisionHeight: 500n };
    expect(() => attempt(far.clientState({ latestHeight }))).toThrow(
      expect.objectContaining({ codespace: "commitment", code: 2 }),
    );
  });
});

describe("params and counterparties", () => {
  it("turns clients Unauthorized when their type is no longer allowed", () => {
    const { host } = setUp();
    host.deliver(MsgUpdateParams, MsgUpdateParamsResponse, {
      signer: host.authority,
      params: { allowedClients: [] },
    });
    host.nextBlock();
    expect(host.core.client.status(host.ctx, CLIENT)).toBe("Unauthorized");
    expect(host.core.client.status(host.ctx, "09-localhost-0")).toBe("Unauthorized");
    expect(host.ctx.store("ibc").get(utf8("clientParams"))).toEqual(new Uint8Array());
  });

  it.each([
    ["a blank type", [""]],
    ["a repeated type", ["a", "a"]],
    ["the wildcard with another type", ["*", "a"]],
    ["201 types", Array.from({ length: 201 }, (_, i) => `t${i}`)],
  ])("refuses %s", (_why, allowedClients) => {
    const { host } = setUp();
    expect(() =>
      host.deliver(MsgUpdateParams, MsgUpdateParamsResponse, {
        signer: host.authority,
        params: { allowedClients },
      }),
    ).toThrow(expect.objectContaining({ codespace: "undefined", code: 1 }));
  });

  it("lets only the creator register a v2 counterparty, once", () => {
    const { host } = setUp();
    const register = (signer: string) =>
      host.deliver(MsgRegisterCounterparty, MsgRegisterCounterpartyResponse, {
        clientId: CLIENT,
        counterpartyMerklePrefix: [utf8("ibc")],
        counterpartyClientId: "07-tendermint-3",
        signer,
      });
    expect(() => register(host.authority)).toThrow(matching(ibcErrors.unauthorized));
    expect(register(relayerOn(host)).events).toEqual([]);
    expect(keysOf(host)).not.toContain("creator");
    expect(host.ctx.store("ibc").get(utf8(`nextSequenceSend/${CLIENT}`))).toEqual(
      Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 1),
    );
    expect(() => register(relayerOn(host))).toThrow(matching(ibcErrors.unauthorized));
  });
});
