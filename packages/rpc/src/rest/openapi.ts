import type { FieldDescriptor, JsonValue, MessageType } from "@testudo/proto";
import type { ResolvedRoute } from "./route-table.ts";

/** A document that is served as it is. */
export interface Page {
  readonly type: string;
  readonly body: string;
}

export interface OpenApiPages {
  find(path: string): Page | undefined;
}

type JsonObject = { readonly [name: string]: JsonValue };

/** The routes of a chain for people, `/swagger/`, and for programs, `/swagger/openapi.json`. */
export function createOpenApiPages(
  routes: readonly ResolvedRoute[],
  chainId: string,
): OpenApiPages {
  const pages = new Map<string, () => Page>([
    ["/swagger/", () => ({ type: "text/html; charset=utf-8", body: routesPage(routes, chainId) })],
    [
      "/swagger/openapi.json",
      () => ({
        type: "application/json",
        body: JSON.stringify(openApiDocument(routes, chainId)),
      }),
    ],
  ]);
  return { find: (path) => pages.get(path)?.() };
}

/** An OpenAPI 3.0 document. Where two routes have one path, the first one answers. */
export function openApiDocument(routes: readonly ResolvedRoute[], chainId: string): JsonObject {
  const schemas = new Map<string, JsonValue>();
  const paths = new Map<string, Record<string, JsonValue>>();
  for (const route of routes) {
    const path = route.template.text.replaceAll("=**}", "}");
    const verbs = paths.get(path) ?? {};
    paths.set(path, verbs);
    verbs[route.verb.toLowerCase()] ??= operation(route, schemas);
  }
  return {
    openapi: "3.0.3",
    info: { title: `REST of ${chainId}`, version: "1" },
    paths: Object.fromEntries(paths),
    components: { schemas: Object.fromEntries(schemas) },
  };
}

function operation(route: ResolvedRoute, schemas: Map<string, JsonValue>): JsonValue {
  const { method, template, takesBody, takesQuery } = route;
  const [, service = "", name = ""] = method.path.split("/");
  const fields = method.request.descriptor.fields;
  const inPath = template.params.map((param) => ({
    name: param,
    in: "path",
    required: true,
    schema: schemaOf(
      fields.find((field) => field.name === param),
      schemas,
    ),
  }));
  const inQuery = takesQuery
    ? queryFields(fields.filter((field) => !template.params.includes(field.name)))
    : [];
  return {
    operationId: `${service}.${name}`,
    tags: [service],
    parameters: [
      ...inPath,
      ...inQuery.map(([query, field]) => ({
        name: query,
        in: "query",
        schema: schemaOf(field, schemas),
      })),
    ],
    ...(takesBody ? { requestBody: { content: json(method.request, schemas) } } : {}),
    responses: {
      "200": { description: "OK", content: json(method.response, schemas) },
      default: { description: "An error", content: { "application/json": { schema: ERROR } } },
    },
  };
}

const ERROR: JsonValue = {
  type: "object",
  properties: {
    code: { type: "integer" },
    message: { type: "string" },
    details: { type: "array", items: { type: "object" } },
  },
};

/** What can be said in a query: scalars, also those of one level further down. */
function queryFields(
  fields: readonly FieldDescriptor[],
): readonly (readonly [string, FieldDescriptor])[] {
  return fields.flatMap((field) => {
    if (field.kind !== "message") return [[field.name, field] as const];
    if (field.repeated) return [];
    return field
      .message()
      .descriptor.fields.filter(({ kind }) => kind !== "message")
      .map((inner) => [`${field.name}.${inner.name}`, inner] as const);
  });
}

function json(type: MessageType<unknown>, schemas: Map<string, JsonValue>): JsonValue {
  return { "application/json": { schema: messageSchema(type, schemas) } };
}

/** Messages whose JSON is no object of their fields. */
const OWN_SCHEMAS: Readonly<Record<string, JsonValue>> = {
  "google.protobuf.Any": {
    type: "object",
    properties: { "@type": { type: "string" } },
    additionalProperties: true,
  },
  "google.protobuf.Duration": { type: "string", example: "1814400s" },
  "google.protobuf.Timestamp": { type: "string", format: "date-time" },
};

function messageSchema(type: MessageType<unknown>, schemas: Map<string, JsonValue>): JsonValue {
  const { typeName, descriptor } = type;
  const own = OWN_SCHEMAS[typeName];
  if (own !== undefined) return own;
  if (!schemas.has(typeName)) {
    // Noted first: messages may contain themselves.
    schemas.set(typeName, {});
    const properties = descriptor.fields.map(
      (field) => [field.name, schemaOf(field, schemas)] as const,
    );
    schemas.set(typeName, { type: "object", properties: Object.fromEntries(properties) });
  }
  return { $ref: `#/components/schemas/${typeName}` };
}

function schemaOf(field: FieldDescriptor | undefined, schemas: Map<string, JsonValue>): JsonValue {
  if (field === undefined) return { type: "string" };
  const one = itemSchema(field, schemas);
  return field.repeated ? { type: "array", items: one } : one;
}

function itemSchema(field: FieldDescriptor, schemas: Map<string, JsonValue>): JsonValue {
  switch (field.kind) {
    case "message":
      return messageSchema(field.message(), schemas);
    case "enum":
      return { type: "string", enum: [...field.enumeration().numbers.keys()] };
    case "bool":
      return { type: "boolean" };
    case "bytes":
      return { type: "string", format: "byte" };
    case "int32":
    case "uint32":
      return { type: "integer", format: "int64" };
    case "int64":
    case "uint64":
      return { type: "string", format: field.kind };
    default:
      return { type: "string" };
  }
}

/** Nothing of a request stands on it; paths and names are ours. */
function routesPage(routes: readonly ResolvedRoute[], chainId: string): string {
  const rows = routes.map(({ verb, template, method }) => {
    const path = template.text;
    const isPlain = verb === "GET" && template.params.length === 0;
    const shown = isPlain ? `<a href="${path}">${path}</a>` : path;
    return `<tr><td>${verb}</td><td><code>${shown}</code></td><td>${method.path.slice(1)}</td></tr>`;
  });
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>REST of ${escapeHtml(chainId)}</title></head><body>
<h1>REST of ${escapeHtml(chainId)}</h1>
<p><a href="openapi.json">OpenAPI document</a></p>
<table>
<tr><th></th><th>path</th><th>gRPC method</th></tr>
${rows.join("\n")}
</table>
</body></html>
`;
}

function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
