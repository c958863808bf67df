import { compareBytes, SECOND, toBase64, toHex } from "@testudo/base";
import {
  blockIdKey,
  duplicateVoteEvidenceToProto,
  SignedMsgType,
  type Vote,
  voteSignBytes,
} from "@testudo/comet";
import { sha256 } from "@testudo/crypto";
import { DuplicateVoteEvidence } from "@testudo/proto/tendermint/types";
import { createLightChain } from "@testudo/testkit/light-chain";
import type { Random } from "../differential/random.ts";
import { mutated } from "./mutation.ts";
import type { LightCase } from "./verdict.ts";

const CHAIN_ID = "consumer-1";

/** Two votes of one validator, mostly for two blocks, and evidence of them that is sound or damaged. */
export function doubleVotingCase(random: Random): LightCase {
  const chain = createLightChain({ chainId: CHAIN_ID, powers: [5n, 3n] });
  const [validator, other] = chain.validators.validators as [Validator, Validator];
  const common = {
    type: random.pick([SignedMsgType.precommit, SignedMsgType.precommit, SignedMsgType.prevote]),
    height: 50n,
    round: random.pick([0, 3]),
  };
  const signed = (label: number): Vote => {
    const vote: Vote = {
      ...common,
      blockId: blockId(label),
      timestamp: BigInt(1_700_000_000 + label) * SECOND,
      validatorAddress: validator.address,
      validatorIndex: 0,
      signature: new Uint8Array(),
      extension: new Uint8Array(),
      extensionSignature: new Uint8Array(),
    };
    return { ...vote, signature: chain.signature(validator, voteSignBytes(CHAIN_ID, vote)) };
  };
  const pair = [signed(1), signed(random.pick([1, 2, 2, 2, 3]))].sort((a, b) =>
    compareBytes(blockIdKey(a.blockId), blockIdKey(b.blockId)),
  );
  if (random.chance(0.1)) pair.reverse();
  const evidence = duplicateVoteEvidenceToProto({
    kind: "duplicateVote",
    voteA: pair[0]!,
    voteB: pair[1]!,
    totalVotingPower: 8n,
    validatorPower: 5n,
    timestamp: 1_700_000_000n * SECOND,
  });
  const damaged = random.chance(0.6) ? mutated(random, DuplicateVoteEvidence, evidence) : evidence;
  const key = random.chance(0.9) ? validator : other;
  return {
    kind: "double_voting",
    input: {
      chain_id: random.chance(0.95) ? CHAIN_ID : "consumer-2",
      public_key: toHex(key.pubKey.bytes),
      evidence_b64: toBase64(DuplicateVoteEvidence.encode(damaged)),
    },
  };
}

type Validator = ReturnType<typeof createLightChain>["validators"]["validators"][number];

function blockId(label: number) {
  const hash = sha256(Uint8Array.of(label));
  return { hash, partSetHeader: { total: 1, hash: sha256(hash) } };
}
