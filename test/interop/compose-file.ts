import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

/** A service of docker-compose.yml, as far as this project uses the format. */
export interface ComposeService {
  readonly name: string;
  readonly image: string;
  readonly profiles: readonly string[];
  readonly entrypoint: readonly string[] | undefined;
  readonly command: readonly string[];
  /** Services that come first, and whether they must have ended well. */
  readonly dependsOn: ReadonlyMap<string, "started" | "completed">;
  readonly restarts: boolean;
}

/** The services of a profile. @throws Error on anything that the file should not hold */
export function composeServices(profile?: string): readonly ComposeService[] {
  const file: unknown = parse(readFileSync(join("docker-compose.yml"), "utf8"), { merge: true });
  const { services } = file as { services: Record<string, Record<string, unknown>> };
  return Object.entries(services)
    .map(([name, service]) => readService(name, service))
    .filter(({ profiles }) => profile === undefined || profiles.includes(profile));
}

function readService(name: string, service: Record<string, unknown>): ComposeService {
  const { image, profiles, entrypoint, command, depends_on: after = [], restart } = service;
  const dependsOn = Array.isArray(after)
    ? after.map((one) => [String(one), "started"] as const)
    : Object.entries(after as Record<string, { condition: string }>).map(([one, { condition }]) => {
        if (condition !== "service_completed_successfully")
          throw new Error(`${name}: ${condition}`);
        return [one, "completed"] as const;
      });
  return {
    name,
    image: String(image),
    profiles: texts(profiles),
    entrypoint: entrypoint === undefined ? undefined : texts(entrypoint),
    // Nothing in it needs a shell's quotes.
    command: String(command).split(/\s+/),
    dependsOn: new Map(dependsOn),
    restarts: restart === "on-failure",
  };
}

function texts(value: unknown): readonly string[] {
  if (!Array.isArray(value)) throw new Error(`${JSON.stringify(value)} is no list`);
  return value.map(String);
}
