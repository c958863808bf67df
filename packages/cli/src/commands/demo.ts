import type { Command } from "commander";
import { common } from "../session.ts";

export function addDemoCommand(program: Command): void {
  common(program.command("demo"));
}
