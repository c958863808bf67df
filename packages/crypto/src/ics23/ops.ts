import { blake2b, blake2s } from "@noble/hashes/blake2.js";
import { sha512_256 } from "@noble/hashes/sha2.js";
import { concatBytes, uint32BE, uint64BE, uint64LE, uvarint } from "@testudo/base";
import { HashOp, type InnerOp, type LeafOp, LengthOp } from "@testudo/proto/cosmos/ics23/v1";
import { ripemd160, sha256, sha512 } from "../hashes.ts";
import { InvalidProof } from "./invalid-proof.ts";

/** Hashes of ICS-23 v0.11, newer than the published types. */
const BLAKE2B_512 = 7;
const BLAKE2S_256 = 8;

/** The hash of a leaf. @throws InvalidProof without key or value, or on an operation that ICS-23 does not have */
export function applyLeaf(op: LeafOp, key: Uint8Array, value: Uint8Array): Uint8Array {
  if (key.length === 0) throw new InvalidProof("leaf op needs key");
  if (value.length === 0) throw new InvalidProof("leaf op needs value");
  return hashWith(
    op.hash,
    concatBytes(
      op.prefix,
      withLength(op.length, prehash(op.prehashKey, key)),
      withLength(op.length, prehash(op.prehashValue, value)),
    ),
  );
}

/** The hash of an inner node from that of one child. @throws InvalidProof */
export function applyInner(op: InnerOp, child: Uint8Array): Uint8Array {
  if (child.length === 0) throw new InvalidProof("inner op needs child value");
  return hashWith(op.hash, concatBytes(op.prefix, child, op.suffix));
}

/** The hash, or the bytes themselves for `NO_HASH`. @throws InvalidProof */
export function prehash(op: HashOp, bytes: Uint8Array): Uint8Array {
  return op === HashOp.NO_HASH ? bytes : hashWith(op, bytes);
}

function hashWith(op: HashOp, bytes: Uint8Array): Uint8Array {
  switch (op) {
    case HashOp.SHA256:
      return sha256(bytes);
    case HashOp.SHA512:
      return sha512(bytes);
    case HashOp.RIPEMD160:
      return ripemd160(bytes);
    case HashOp.BITCOIN:
      return ripemd160(sha256(bytes));
    case HashOp.SHA512_256:
      return sha512_256(bytes);
    case BLAKE2B_512:
      return blake2b(bytes);
    case BLAKE2S_256:
      return blake2s(bytes);
    default:
      throw new InvalidProof(`unsupported hashop: ${op}`);
  }
}

function withLength(op: LengthOp, bytes: Uint8Array): Uint8Array {
  switch (op) {
    case LengthOp.NO_PREFIX:
      return bytes;
    case LengthOp.VAR_PROTO:
      return concatBytes(uvarint(bytes.length), bytes);
    case LengthOp.REQUIRE_32_BYTES:
      return required(bytes, 32);
    case LengthOp.REQUIRE_64_BYTES:
      return required(bytes, 64);
    case LengthOp.FIXED32_BIG:
      return concatBytes(uint32BE(bytes.length), bytes);
    case LengthOp.FIXED32_LITTLE:
      return concatBytes(uint32BE(bytes.length).reverse(), bytes);
    case LengthOp.FIXED64_BIG:
      return concatBytes(uint64BE(BigInt(bytes.length)), bytes);
    case LengthOp.FIXED64_LITTLE:
      return concatBytes(uint64LE(BigInt(bytes.length)), bytes);
    default:
      throw new InvalidProof(`unsupported lengthop: ${op}`);
  }
}

function required(bytes: Uint8Array, length: number): Uint8Array {
  if (bytes.length !== length) {
    throw new InvalidProof(`data was ${bytes.length} bytes, not ${length}`);
  }
  return bytes;
}
