import { type AppError, utf8 } from "@testudo/base";
import { TextProposal } from "@testudo/proto/cosmos/gov/v1beta1";
import type { Any } from "@testudo/proto/google/protobuf";
import type { Ctx } from "@testudo/runtime";
import { errors } from "./errors.ts";

/** Longest title of v1beta1 content, in bytes. */
const TITLE_MAX = 140;
/** Longest description of v1beta1 content, in bytes. */
const DESCRIPTION_MAX = 10_000;

/** What every kind of v1beta1 content has. */
export interface LegacyContent {
  readonly title: string;
  readonly description: string;
}

/** One kind of v1beta1 content: how to read it and, where a handler is routed, how to carry it out. */
export interface LegacyContentKind {
  readonly typeUrl: string;
  readonly route: string;
  read(value: Uint8Array): LegacyContent;
  /** The stateless check. Throws. */
  validate(value: Uint8Array): void;
  /** Absent when nothing is routed for the kind. */
  handle?(ctx: Ctx, value: Uint8Array): void;
}

/** A proposal that only says something. */
export const textContent: LegacyContentKind = {
  typeUrl: TextProposal.typeUrl,
  route: "gov",
  read: (value) => TextProposal.decode(value),
  validate: (value) => validateAbstract(TextProposal.decode(value)),
  handle: () => undefined,
};

/**
 * Title and description must be there and not too long. A description of spaces is one.
 *
 * @throws errors.invalidProposalContent
 */
export function validateAbstract({ title, description }: LegacyContent): void {
  if (title.trim() === "") throw bad("proposal title cannot be blank");
  if (utf8(title).length > TITLE_MAX) {
    throw bad(`proposal title is longer than max length of ${TITLE_MAX}`);
  }
  if (description === "") throw bad("proposal description cannot be blank");
  if (utf8(description).length > DESCRIPTION_MAX) {
    throw bad(`proposal description is longer than max length of ${DESCRIPTION_MAX}`);
  }
}

/** What a type says that decodes but may not be proposed: errors.invalidProposalType. */
export function unregisteredType(name: string): AppError {
  return errors.invalidProposalType(name);
}

/** Looks up kinds by type URL. */
export function legacyContentTable(kinds: readonly LegacyContentKind[]) {
  const byUrl = new Map([textContent, ...kinds].map((kind) => [kind.typeUrl, kind]));
  return (content: Any): LegacyContentKind | undefined => byUrl.get(content.typeUrl);
}

function bad(detail: string): AppError {
  return errors.invalidProposalContent(detail);
}
