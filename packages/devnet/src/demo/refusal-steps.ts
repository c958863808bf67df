import { fromBase64, toBase64 } from "@testudo/base";
import { TxFailed } from "@testudo/client";
import type { JsonValue } from "@testudo/proto";
import {
  type EvidenceDocument,
  evidenceDocument,
  listEvidence,
  submitEvidence,
} from "../evidence.ts";
import type { Network } from "../network.ts";
import { validatorStanding } from "../queries.ts";
import type { Notebook, Step } from "./stage.ts";

/** Nobody pays twice for one deed. */
export const sameEvidenceAgain: Step = {
  name: "same-evidence-again",
  title: "Somebody submits bob's double vote a second time",
  async run({ network }, notes) {
    const document = await bobsDoubleVote(network);
    await refused(network, notes, { document, because: /tombstoned/ });
  },
};

/** A signature that does not fit proves nothing. */
export const forgedEvidence: Step = {
  name: "forged-evidence",
  title: "Somebody forges a double vote",
  async run({ network }, notes) {
    const document = await bobsDoubleVote(network);
    if (document.kind !== "double-voting") return;
    const evidence = withOtherSignature(document.evidence);
    await refused(network, notes, {
      document: { ...document, evidence },
      because: /verifying vote B|invalid signature/i,
    });
  },
};

async function bobsDoubleVote(network: Network): Promise<EvidenceDocument> {
  const found = (await listEvidence(network)).find(
    ({ kind, validators }) => kind === "double-voting" && validators.includes("bob"),
  );
  return (await evidenceDocument(network, found?.id ?? "")).document;
}

async function refused(
  network: Network,
  notes: Notebook,
  attempt: { readonly document: EvidenceDocument; readonly because: RegExp },
): Promise<void> {
  const { consumerId = "" } = network.consumer("consumer-1").entry;
  const before = await stakes(network);
  const failure = await submitEvidence(network, {
    consumerId,
    document: attempt.document,
    from: "frank",
  }).then(
    () => undefined,
    (error: unknown) => error,
  );
  const after = await stakes(network);
  notes.expect(failure instanceof TxFailed, "the hub refused the evidence");
  if (!(failure instanceof TxFailed)) return;
  notes.fact("tx", failure.hash);
  notes.fact("codespace", failure.codespace);
  notes.fact("code", failure.code);
  notes.fact("log", failure.log);
  notes.line(`refused with ${failure.codespace}/${failure.code}: ${failure.log}`);
  notes.expect(attempt.because.test(failure.log), `the reason is ${attempt.because}`);
  notes.expect(before === after, "no validator's stake changed");
}

async function stakes(network: Network): Promise<string> {
  const rows: string[] = [];
  for (const { name } of network.file().validators) {
    const { tokens, jailed } = await validatorStanding(network, name);
    rows.push(`${name} ${tokens} ${jailed}`);
  }
  return rows.join("\n");
}

/** The same evidence with one bit of the second signature turned. */
function withOtherSignature(evidence: JsonValue): JsonValue {
  const { vote_b: vote, ...rest } = Object(evidence);
  const signature = fromBase64(String(vote.signature));
  const turned = signature.with(0, (signature[0] ?? 0) ^ 1);
  return { ...rest, vote_b: { ...vote, signature: toBase64(turned) } };
}
