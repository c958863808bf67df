import { errors } from "./errors.ts";

/** Text fields of the metadata document. */
const TEXT_FIELDS = ["title", "summary", "details", "proposal_forum_url", "vote_option_context"];
const LIST_FIELD = "authors";

/**
 * Metadata that is a metadata document must name the same title and summary as the proposal.
 *
 * Anything else (a link, a hash) is nobody's business.
 *
 * @throws errors.invalidProposalContent
 */
export function requireMatchingMetadata(proposal: {
  readonly metadata: string;
  readonly title: string;
  readonly summary: string;
}): void {
  if (proposal.metadata === "") return;
  const document = readDocument(proposal.metadata);
  if (document === undefined) return;
  for (const field of ["title", "summary"] as const) {
    const found = document.get(field) ?? "";
    if (found !== proposal[field]) {
      throw errors.invalidProposalContent(
        `metadata ${field} '${found}' must equal proposal ${field} '${proposal[field]}'`,
      );
    }
  }
}

/** Text fields of the document as Go's decoder reads them: names in any case, null as absent. */
function readDocument(text: string): ReadonlyMap<string, string> | undefined {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return undefined;
  }
  const fields = new Map<string, string>();
  if (json === null) return fields;
  if (typeof json !== "object" || Array.isArray(json)) return undefined;
  for (const [name, value] of Object.entries(json)) {
    const field = name.toLowerCase();
    if (value === null) continue;
    if (TEXT_FIELDS.includes(field)) {
      if (typeof value !== "string") return undefined;
      fields.set(field, value);
    } else if (field === LIST_FIELD && !isTextList(value)) {
      return undefined;
    }
  }
  return fields;
}

function isTextList(value: unknown): boolean {
  return (
    Array.isArray(value) && value.every((entry) => entry === null || typeof entry === "string")
  );
}
