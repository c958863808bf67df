import type { Time } from "@testudo/base";
import { DEFAULT_CONSENSUS_PARAMS, type GenesisDoc } from "@testudo/comet";
import { consumerGenesis, providerGenesis } from "@testudo/node";
import { ConsumerGenesisState } from "@testudo/proto/interchain_security/ccv/v1";
import { type DevnetAccounts, genesisAccounts } from "./accounts.ts";
import { deriveConsensusKey } from "./keys.ts";
import { PRESETS, type Preset } from "./presets.ts";
import type { Topology } from "./topology.ts";

/** Genesis times are whole milliseconds, as people read them. */
const MILLISECOND = 1_000_000n;

/** The genesis of a topology's hub: the same topology and time give the same bytes on every machine. */
export function hubGenesis(
  topology: Topology,
  accounts: DevnetAccounts,
  genesisTime: Time,
): GenesisDoc {
  const { seed, hub, validators } = topology;
  const { chainId, denom } = hub;
  const preset = PRESETS[topology.preset];
  return providerGenesis({
    chainId,
    genesisTime: (genesisTime / MILLISECOND) * MILLISECOND,
    denom,
    accounts: genesisAccounts(accounts, { role: "provider", denom, topology }),
    validators: accounts.validators.map(({ name, key }, i) => ({
      moniker: name,
      accountKey: key,
      consPubKey: deriveConsensusKey(seed, { validator: name, chainId }).pubKey,
      selfDelegation: validators[i]?.stake ?? 0n,
    })),
    appState: preset.hubState,
    consensusParams: consensusParams(preset),
  });
}

/** The genesis of a consumer from what the hub says of it. */
export function consumerChainGenesis(options: {
  readonly topology: Topology;
  readonly accounts: DevnetAccounts;
  readonly chainId: string;
  readonly denom: string;
  readonly genesisTime: Time;
  readonly ccv: ConsumerGenesisState;
}): GenesisDoc {
  const { topology, accounts, chainId, denom, genesisTime, ccv } = options;
  const preset = PRESETS[topology.preset];
  return consumerGenesis({
    chainId,
    genesisTime,
    denom,
    accounts: genesisAccounts(accounts, { role: "consumer", denom, topology }),
    ccv: ConsumerGenesisState.toJSON(ccv),
    appState: preset.consumerState,
    consensusParams: consensusParams(preset),
  });
}

function consensusParams({ evidence }: Preset) {
  return { ...DEFAULT_CONSENSUS_PARAMS, evidence };
}
