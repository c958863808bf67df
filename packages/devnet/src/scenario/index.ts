export {
  ACTION_KINDS,
  type Action,
  type ActionKind,
  type ConsumerTerms,
  durationOf,
  type Government,
  readAction,
} from "./actions.ts";
