/** A path with parameters, `denoms/{hash=**}/total`, ready to be matched. */
export interface PathTemplate {
  readonly text: string;
  /** Names of the parameters. */
  readonly params: readonly string[];
  /** The parameters of a path that fits, cut at its slashes. */
  match(segments: readonly string[]): ReadonlyMap<string, string> | undefined;
}

type Part =
  | { readonly literal: string }
  /** One segment, or with `deep` any number of them. */
  | { readonly param: string; readonly deep: boolean };

/** Templates as in `google.api.http`, without verbs; one deep parameter at most. */
export function pathTemplate(text: string): PathTemplate {
  const parts = text
    .split("/")
    .filter((part) => part !== "")
    .map(readPart);
  const params = parts.flatMap((part) => ("param" in part ? [part.param] : []));
  const tailLength = parts.length - 1 - parts.findIndex((part) => "param" in part && part.deep);
  return {
    text,
    params,
    match(segments) {
      const found = new Map<string, string>();
      let at = 0;
      for (const part of parts) {
        if ("param" in part && part.deep) {
          const end = segments.length - tailLength;
          if (end < at) return undefined;
          found.set(part.param, segments.slice(at, end).join("/"));
          at = end;
          continue;
        }
        const segment = segments[at];
        if (segment === undefined) return undefined;
        if ("param" in part) found.set(part.param, segment);
        else if (part.literal !== segment) return undefined;
        at += 1;
      }
      return at === segments.length ? found : undefined;
    },
  };
}

function readPart(text: string): Part {
  const match = /^\{(\w+)(=\*\*)?\}$/.exec(text);
  if (match === null) return { literal: text };
  return { param: match[1] ?? "", deep: match[2] !== undefined };
}
