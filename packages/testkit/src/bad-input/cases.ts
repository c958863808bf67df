import { DAY, HOUR, SECOND, utf8 } from "@testudo/base";
import { duplicateVoteEvidenceToProto } from "@testudo/comet";
import { messageByTypeUrl, packAny, serviceByName, toDuration } from "@testudo/proto";
import type { Any } from "@testudo/proto/google/protobuf";
import {
  MsgAssignConsumerKey,
  MsgChangeRewardDenoms,
  MsgSetConsumerCommissionRate,
  MsgSubmitConsumerDoubleVoting,
  MsgSubmitConsumerMisbehaviour,
  MsgUpdateParams,
  QueryParamsRequest,
  QueryParamsResponse,
} from "@testudo/proto/interchain_security/ccv/provider/v1";
import {
  assignKey,
  createConsumer,
  initParams,
  namesOn,
  optIn,
  optOut,
  powerShaping,
  removeConsumer,
  updateConsumer,
} from "../consumer-messages.ts";
import { createCoordinator, launchOnHub, registerConsumer } from "../coordinator.ts";
import type { HubOptions } from "../hub.ts";
import { clientStateOf, headerOf, updateClient } from "../link.ts";
import { conflictingBlock, doubleVote, forgedHeader } from "../misbehaviour.ts";
import { type TestAccount, testAccount, testConsKey, testValidator } from "../test-account.ts";
import type { TestChain } from "../test-chain.ts";
import { mutationsOf } from "./mutations.ts";

/** A transaction that something is wrong with, or nothing. */
export interface BadInput {
  /** Message, field and what is wrong: unique. */
  readonly name: string;
  readonly signer: TestAccount;
  readonly message: Any;
}

const dora = testAccount("dora");
const eve = testAccount("eve");
const alice = testValidator("alice");
const bob = testValidator("bob");
const SERVICE = "interchain_security.ccv.provider.v1.Msg";

/** Ids of the consumers by where they are in their lives. */
export interface BadInputWorld {
  readonly hub: TestChain;
  readonly ids: Readonly<
    Record<"DELETED" | "REGISTERED" | "INITIALIZED" | "LAUNCHED" | "STOPPED", string>
  >;
  readonly cases: readonly BadInput[];
}

/** A hub with a consumer in each phase, and every message of interchain security with one thing wrong at a time. */
export function createBadInput(options: HubOptions = {}): BadInputWorld {
  const net = createCoordinator({ accounts: ["dora", "eve"], ...options });
  const { hub } = net;
  const deleted = launchOnHub(hub);
  hub.send(dora, removeConsumer(hub, dora, deleted));
  hub.clock.advance(21n * DAY);
  hub.next(2);
  const consumer = net.launch({ validators: ["alice", "bob", "carol", "dave"] });
  const stopped = launchOnHub(hub, { chainId: "stopped-1" });
  hub.send(dora, removeConsumer(hub, dora, stopped));
  const registered = registerConsumer(hub);
  const spawnTime = hub.clock.now() + DAY;
  const initialized = registerConsumer(hub, {
    initializationParameters: initParams({ spawnTime }),
  });
  const ids = {
    DELETED: deleted,
    REGISTERED: registered,
    INITIALIZED: initialized,
    LAUNCHED: consumer.id,
    STOPPED: stopped,
  };
  const { chain, link } = consumer;
  chain.next();
  updateClient(hub, link.b.clientId, chain);
  chain.next(3);
  hub.next();
  const trusted = clientStateOf(hub, link.b.clientId).latestHeight;
  const attack = conflictingBlock(chain, {
    kind: "equivocation",
    byzantine: ["alice", "bob", "carol"].map((name) => testConsKey(name).address),
  });
  const good = goodMessages(hub, ids, {
    submitter: namesOn(hub, eve).account,
    clientId: link.b.clientId,
    headers: [headerOf(chain, trusted), forgedHeader(chain, attack, trusted)],
    evidence: duplicateVoteEvidenceToProto(doubleVote(chain, testConsKey("bob").address)),
  });
  return { hub, ids, cases: [...fieldCases(good), ...otherCases(hub, ids, good)] };
}

interface Good {
  readonly signer: TestAccount;
  readonly message: Any;
}

/** One of each message of the provider's service, with nothing wrong but that governance would have to sign two. */
function goodMessages(
  hub: TestChain,
  ids: BadInputWorld["ids"],
  proof: {
    readonly submitter: string;
    readonly clientId: string;
    readonly headers: readonly [ReturnType<typeof headerOf>, ReturnType<typeof headerOf>];
    readonly evidence: ReturnType<typeof duplicateVoteEvidenceToProto>;
  },
): readonly Good[] {
  const { submitter, clientId, headers, evidence } = proof;
  const [header1, header2] = headers;
  const authority = namesOn(hub, dora).account;
  const settings = {
    initializationParameters: initParams({ spawnTime: hub.clock.now() + HOUR }),
    powerShapingParameters: powerShaping({
      validatorsPowerCap: 50,
      validatorSetCap: 3,
      minStake: 5n,
      allowlist: [hub.addresses.cons.toText(testConsKey("alice").address as never)],
      denylist: [hub.addresses.cons.toText(testConsKey("bob").address as never)],
      prioritylist: [hub.addresses.cons.toText(testConsKey("carol").address as never)],
    }),
    allowlistedRewardDenoms: { denoms: ["stake", `ibc/${"0A".repeat(32)}`] },
    infractionParameters: {
      doubleSign: punishment("50000000000000000"),
      downtime: punishment("10000000000000000"),
    },
  };
  const metadata = { name: "n", description: "d", metadata: "m" };
  const { params } = hub.query(
    "/interchain_security.ccv.provider.v1.Query/QueryParams",
    QueryParamsRequest,
    QueryParamsResponse,
    {},
  );
  const { account, operator } = namesOn(hub, alice);
  return [
    { signer: alice, message: assignKey(hub, alice, ids.LAUNCHED, testConsKey("fresh").pubKey) },
    { signer: alice, message: optIn(hub, alice, ids.REGISTERED, testConsKey("fresh").pubKey) },
    { signer: alice, message: optOut(hub, alice, ids.LAUNCHED) },
    {
      signer: alice,
      message: packAny(MsgSetConsumerCommissionRate, {
        providerAddr: operator,
        chainId: "",
        rate: "100000000000000000",
        signer: account,
        consumerId: ids.LAUNCHED,
      }),
    },
    { signer: dora, message: createConsumer(hub, dora, settings) },
    {
      signer: dora,
      message: updateConsumer(hub, dora, ids.REGISTERED, {
        ...settings,
        metadata,
        newOwnerAddress: namesOn(hub, eve).account,
        newChainId: "renamed-1",
      }),
    },
    { signer: dora, message: removeConsumer(hub, dora, ids.LAUNCHED) },
    { signer: dora, message: packAny(MsgUpdateParams, { authority, params }) },
    {
      signer: dora,
      message: packAny(MsgChangeRewardDenoms, {
        denomsToAdd: ["stake"],
        denomsToRemove: ["atom"],
        authority,
      }),
    },
    {
      signer: eve,
      message: packAny(MsgSubmitConsumerDoubleVoting, {
        submitter,
        duplicateVoteEvidence: evidence,
        infractionBlockHeader: header1,
        consumerId: ids.LAUNCHED,
      }),
    },
    {
      signer: eve,
      message: packAny(MsgSubmitConsumerMisbehaviour, {
        submitter,
        misbehaviour: { clientId, header1, header2 },
        consumerId: ids.LAUNCHED,
      }),
    },
  ];
}

function punishment(fraction: string) {
  return {
    slashFraction: utf8(fraction),
    jailDuration: toDuration(60n * SECOND),
    tombstone: false,
  };
}

/** The second header has the fields of the first. */
const isDeep = (path: string) => path !== "misbehaviour.header_2";

function* fieldCases(good: readonly Good[]): Generator<BadInput> {
  for (const { signer, message } of good) {
    const type = messageByTypeUrl(message.typeUrl)!;
    const decoded = type.decode(message.value) as Record<string, unknown>;
    for (const { field, what, message: changed } of mutationsOf(type.descriptor, decoded, isDeep)) {
      const signers = type.descriptor.signers ?? [];
      // Somebody who does not sign it cannot send it.
      if (signers.includes(field)) continue;
      yield {
        name: `${shortName(message)} ${field}: ${what}`,
        signer,
        message: { typeUrl: message.typeUrl, value: type.encode(changed) },
      };
    }
  }
}

/** Wrong owners, phases and types. */
function* otherCases(
  hub: TestChain,
  ids: BadInputWorld["ids"],
  good: readonly Good[],
): Generator<BadInput> {
  for (const { signer, message } of good) {
    const type = messageByTypeUrl(message.typeUrl)!;
    const decoded = type.decode(message.value) as Record<string, unknown>;
    yield { name: `${shortName(message)}: nothing wrong`, signer, message };
    for (const [phase, consumerId] of Object.entries({ ...ids, UNKNOWN: "99", NEGATIVE: "-1" })) {
      if (decoded.consumerId === undefined) continue;
      const value = type.encode({ ...decoded, consumerId });
      const name = `${shortName(message)}: of a consumer that is ${phase}`;
      yield { name, signer, message: { typeUrl: message.typeUrl, value } };
    }
    for (const [what, bytes] of [
      ["no bytes", new Uint8Array()],
      ["bytes of nothing", Uint8Array.of(255, 255, 255)],
      ["an unknown field", Uint8Array.of(...message.value, 0xf8, 0x7f, 1)],
    ] as const) {
      const name = `${shortName(message)}: ${what}`;
      yield { name, signer, message: { typeUrl: message.typeUrl, value: bytes } };
    }
  }
  for (const id of [ids.REGISTERED, ids.LAUNCHED]) {
    const phase = id === ids.LAUNCHED ? "LAUNCHED" : "REGISTERED";
    yield {
      name: `MsgUpdateConsumer: of another owner, ${phase}`,
      signer: eve,
      message: updateConsumer(hub, eve, id),
    };
    yield {
      name: `MsgRemoveConsumer: of another owner, ${phase}`,
      signer: eve,
      message: removeConsumer(hub, eve, id),
    };
  }
  const foreign = { signer: namesOn(hub, bob).account, providerAddr: namesOn(hub, alice).operator };
  for (const { message } of good.slice(0, 4)) {
    const type = messageByTypeUrl(message.typeUrl)!;
    const value = type.encode({ ...Object(type.decode(message.value)), ...foreign });
    yield {
      name: `${shortName(message)}: of another validator`,
      signer: bob,
      message: { typeUrl: message.typeUrl, value },
    };
  }
  const stranger = namesOn(hub, dora);
  yield {
    name: "MsgAssignConsumerKey: of no validator",
    signer: dora,
    message: packAny(MsgAssignConsumerKey, {
      chainId: "",
      providerAddr: stranger.operator,
      consumerKey: `{"@type":"/cosmos.crypto.ed25519.PubKey","key":"${"A".repeat(43)}="}`,
      signer: stranger.account,
      consumerId: ids.LAUNCHED,
    }),
  };
  for (const name of ["MsgConsumerAddition", "MsgConsumerRemoval", "MsgConsumerModification"]) {
    const type = messageByTypeUrl(`/interchain_security.ccv.provider.v1.${name}`)!;
    const value = type.encode(type.create({ authority: stranger.account }));
    yield { name: `${name}: retired`, signer: dora, message: { typeUrl: type.typeUrl, value } };
  }
}

function shortName({ typeUrl }: Any): string {
  return typeUrl.slice(typeUrl.lastIndexOf(".") + 1);
}

/** Type URLs of all messages of the provider's service. */
export function providerMessageTypes(): readonly string[] {
  return serviceByName(SERVICE)!.methods.map(({ request }) => request.typeUrl);
}
