import { type Bytes, DAY } from "@testudo/base";
import type { LightBlock } from "@testudo/comet";
import {
  MsgUpdateClient,
  QueryClientStatusRequest,
  QueryClientStatusResponse,
} from "@testudo/proto/ibc/core/client/v1";
import { type Header, Misbehaviour } from "@testudo/proto/ibc/lightclients/tendermint/v1";
import {
  type Coordinator,
  createCoordinator,
  type LaunchOptions,
} from "@testudo/testkit/coordinator";
import { powersOn, TOKEN } from "@testudo/testkit/hub";
import { checkInvariants, checkReplication } from "@testudo/testkit/invariants";
import { clientStateOf, headerOf, updateClient } from "@testudo/testkit/link";
import { conflictingBlock, forgedHeader, submitMisbehaviour } from "@testudo/testkit/misbehaviour";
import { signingInfoOn, validatorOn } from "@testudo/testkit/staking-messages";
import { effectOf } from "@testudo/testkit/state-dump";
import { testAccount, testConsKey, testValidator } from "@testudo/testkit/test-account";
import { attributesOf, type TestChain } from "@testudo/testkit/test-chain";
import { message } from "@testudo/testkit/test-tx";

const eve = testAccount("eve");
const [alice, bob, carol, dave] = [
  testValidator("alice"),
  testValidator("bob"),
  testValidator("carol"),
  testValidator("dave"),
];

function setUp(launch: LaunchOptions = {}) {
  const net = createCoordinator({ accounts: ["dora", "eve"], afterBlock: checkInvariants });
  const consumer = net.launch(launch);
  const { hub } = net;
  const { chain, link } = consumer;
  const { clientId } = link.b;
  chain.next();
  updateClient(hub, clientId, chain);
  chain.next(3);
  const trusted = clientStateOf(hub, clientId).latestHeight;

  /** The message that shows two headers of the consumer's last height. */
  function accuse(
    headers: readonly [Header, Header],
    changes: { readonly consumerId?: string; readonly clientId?: string } = {},
  ) {
    return submitMisbehaviour({
      hub,
      submitter: eve,
      consumerId: consumer.id,
      clientId,
      headers,
      ...changes,
    });
  }
  const real = (height?: bigint) => headerOf(chain, trusted, height);
  const forged = (block: LightBlock) => forgedHeader(chain, block, trusted);
  return { net, hub, consumer, chain, clientId, trusted, accuse, real, forged };
}

const tokens = (hub: TestChain) =>
  [alice, bob, carol, dave].map((validator) => BigInt(validatorOn(hub, validator).tokens) / TOKEN);

const statusOf = (hub: TestChain, clientId: string) =>
  hub.query(
    "/ibc.core.client.v1.Query/ClientStatus",
    QueryClientStatusRequest,
    QueryClientStatusResponse,
    { clientId },
  ).status;

/** Where most cases begin. */
let usual: ReturnType<typeof setUp> & { readonly start: ReturnType<Coordinator["snapshot"]> };
beforeAll(() => {
  const world = setUp();
  usual = { ...world, start: world.net.snapshot() };
});
beforeEach(() => usual.net.restore(usual.start));

describe("a light client attack on a consumer's client", () => {
  it("ccv 11.115, 11.117, faults 96 by equivocation costs everybody who signed both headers, and does not freeze the client", () => {
    const { net, hub, consumer, chain, clientId, accuse, real, forged } = usual;
    const byzantine = [alice.consensus.address, bob.consensus.address];
    const block = conflictingBlock(chain, { kind: "equivocation", byzantine });

    const result = hub.send(eve, accuse([real(), forged(block)]));

    // Carol and dave signed the real header only.
    expect(tokens(hub)).toEqual([380n, 285n, 200n, 100n]);
    for (const { consensus } of [alice, bob]) {
      expect(signingInfoOn(hub, consensus.address).tombstoned).toBe(true);
    }
    expect(statusOf(hub, clientId)).toBe("Active");
    expect(
      attributesOf(result.events, "submit_consumer_misbehaviour", "misbehaviour_client_id"),
    ).toEqual([clientId]);
    net.epoch();
    expect(powersOn(hub)).toEqual({ carol: 200n, dave: 100n });
    expect(powersOn(chain)).toEqual({ carol: 200n, dave: 100n });
    checkReplication(hub, chain, consumer.id);
  });

  it("ccv 11.115 by a false state costs the coalition, which a third of the power is enough for", () => {
    const { hub, chain, accuse, real, forged } = usual;
    const block = conflictingBlock(chain, {
      kind: "lunatic",
      byzantine: [alice.consensus.address],
    });
    hub.send(eve, accuse([real(), forged(block)]));
    expect(tokens(hub)).toEqual([380n, 300n, 200n, 100n]);
  });

  it("ccv 11.115, faults 94 by amnesia costs nobody, and is refused", async () => {
    const { hub, chain, accuse, real, forged } = usual;
    const byzantine = [alice.consensus.address, bob.consensus.address];
    const block = conflictingBlock(chain, { kind: "amnesia", byzantine });

    const { result, changed } = await effectOf(
      hub,
      hub.sign(eve, [accuse([real(), forged(block)])]),
    );

    expect(result).toMatchObject({ codespace: "undefined", code: 1 });
    expect(changed).toHaveLength(1);
    expect(tokens(hub)).toEqual([400n, 300n, 200n, 100n]);
  });

  it("ccv 11.116, faults 92 costs those who can still pay; when nobody can, it is refused", () => {
    const { hub, chain, accuse, real, forged } = usual;
    const lunatic = conflictingBlock(chain, {
      kind: "lunatic",
      byzantine: [alice.consensus.address],
    });
    hub.send(eve, accuse([real(), forged(lunatic)]));
    expect(hub.deliver(eve, accuse([real(), forged(lunatic)]))).toMatchObject({
      codespace: "undefined",
      code: 1,
    });

    const byzantine = [alice.consensus.address, bob.consensus.address];
    const both = conflictingBlock(chain, { kind: "equivocation", byzantine });
    hub.send(eve, accuse([real(), forged(both)]));
    // Alice paid the first time.
    expect(tokens(hub)).toEqual([380n, 285n, 200n, 100n]);
  });

  it("ccv 11.117, faults 104 is punished also when the client is frozen already", () => {
    const { hub, chain, clientId, accuse, real, forged } = usual;
    const byzantine = [alice.consensus.address, bob.consensus.address];
    const block = conflictingBlock(chain, { kind: "equivocation", byzantine });
    const headers = [real(), forged(block)] as const;
    hub.send(
      eve,
      message(MsgUpdateClient, {
        clientId,
        clientMessage: message(Misbehaviour, {
          clientId,
          header1: headers[0],
          header2: headers[1],
        }),
        signer: hub.addresses.acc.toText(eve.address),
      }),
    );
    expect(statusOf(hub, clientId)).toBe("Frozen");

    hub.send(eve, accuse(headers));
    expect(tokens(hub)).toEqual([380n, 285n, 200n, 100n]);
  });

  it("ccv 11.112 with assigned keys finds their validators", () => {
    const key = testConsKey("alice on the consumer");
    const { hub, chain, accuse, real, forged } = setUp({ keys: { alice: key } });
    const block = conflictingBlock(chain, { kind: "lunatic", byzantine: [key.address] });
    hub.send(eve, accuse([real(), forged(block)]));
    expect(tokens(hub)).toEqual([380n, 300n, 200n, 100n]);
  });
});

describe("two headers that are no attack", () => {
  type World = ReturnType<typeof setUp>;
  const coalition: readonly Bytes[] = [alice.consensus.address, bob.consensus.address];
  const equivocation = ({ chain, forged }: World) =>
    forged(conflictingBlock(chain, { kind: "equivocation", byzantine: coalition }));

  const table: readonly [
    string,
    (world: World) => ReturnType<World["accuse"]>,
    { codespace: string; code: number },
  ][] = [
    [
      "unequal heights",
      (w) => w.accuse([w.real(), w.real(w.chain.height - 1n)]),
      { codespace: "client", code: 13 },
    ],
    [
      "the same header twice",
      (w) => w.accuse([w.real(), w.real()]),
      { codespace: "client", code: 13 },
    ],
    [
      "another client",
      (w) => w.accuse([w.real(), equivocation(w)], { clientId: "07-tendermint-9" }),
      { codespace: "undefined", code: 1 },
    ],
    [
      "an unknown consumer",
      (w) => w.accuse([w.real(), equivocation(w)], { consumerId: "7" }),
      { codespace: "undefined", code: 1 },
    ],
    [
      "no header",
      (w) => w.accuse([w.real(), undefined as unknown as Header]),
      { codespace: "provider", code: 47 },
    ],
    [
      "faults 95: too few signatures",
      (w) => {
        const header = equivocation(w);
        const commit = header.signedHeader!.commit!;
        // Alice alone: 400 of 1,000.
        const signatures = commit.signatures.map((line, i) =>
          i === 0
            ? line
            : {
                ...line,
                blockIdFlag: 1,
                validatorAddress: new Uint8Array(),
                timestamp: { seconds: -62_135_596_800n, nanos: 0 },
                signature: new Uint8Array(),
              },
        );
        return w.accuse([
          w.real(),
          {
            ...header,
            signedHeader: { ...header.signedHeader, commit: { ...commit, signatures } },
          },
        ]);
      },
      { codespace: "provider", code: 47 },
    ],
    [
      "faults 95: a corrupt signature",
      (w) => {
        const header = equivocation(w);
        const commit = header.signedHeader!.commit!;
        const signatures = commit.signatures.map((line) => ({
          ...line,
          signature: line.signature.map((byte) => byte ^ 1),
        }));
        return w.accuse([
          w.real(),
          {
            ...header,
            signedHeader: { ...header.signedHeader, commit: { ...commit, signatures } },
          },
        ]);
      },
      { codespace: "provider", code: 47 },
    ],
    [
      "a height of trust that the client does not know",
      (w) => {
        const trustedHeight = { ...w.trusted, revisionHeight: w.trusted.revisionHeight + 1n };
        const at = (header: Header) => ({ ...header, trustedHeight });
        return w.accuse([at(w.real()), at(equivocation(w))]);
      },
      { codespace: "client", code: 7 },
    ],
    [
      "validators that were not the trusted ones",
      (w) => {
        const [first, ...others] = w.real().trustedValidators!.validators;
        const trustedValidators = {
          validators: [{ ...first!, votingPower: 1n }, ...others],
          proposer: first,
          totalVotingPower: 0n,
        };
        const at = (header: Header) => ({ ...header, trustedValidators });
        return w.accuse([at(w.real()), at(equivocation(w))]);
      },
      { codespace: "07-tendermint", code: 14 },
    ],
  ];

  it.each(table)("ccv 11.114: %s", async (_why, make, refusal) => {
    const { hub } = usual;
    const { result, changed } = await effectOf(hub, hub.sign(eve, [make(usual)]));
    expect({ ...refusal, log: result.log }).toEqual({
      codespace: result.codespace,
      code: result.code,
      log: result.log,
    });
    expect(changed.length).toBeLessThanOrEqual(1);
    expect(tokens(hub)).toEqual([400n, 300n, 200n, 100n]);
  });

  it("ccv 11.114: a trusted state that has expired", () => {
    const { hub, accuse, real, chain, forged } = usual;
    const block = conflictingBlock(chain, { kind: "equivocation", byzantine: coalition });
    const evidence = accuse([real(), forged(block)]);
    hub.clock.advance(14n * DAY);
    hub.next();
    expect(hub.deliver(eve, evidence)).toMatchObject({ codespace: "07-tendermint", code: 11 });
  });
});
