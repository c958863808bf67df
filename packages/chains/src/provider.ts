import { type AddressCodec, createAddressCodec, silentLogger } from "@testudo/base";
import {
  createProviderKeeper,
  createProviderModule,
  providerContents,
} from "@testudo/ccv/provider";
import { PROVIDER_PORT } from "@testudo/ccv/wire";
import { createIbcCore, createIbcModule } from "@testudo/ibc";
import { tendermintModule } from "@testudo/ibc/tendermint";
import {
  createTransferIbcModule,
  createTransferKeeper,
  createTransferModule,
  TRANSFER_PORT,
} from "@testudo/ibc/transfer";
import { createAccountKeeper, createAuthModule, FEE_COLLECTOR } from "@testudo/modules/auth";
import { bankInvariants, createBankKeeper, createBankModule } from "@testudo/modules/bank";
import { createConsensusKeeper, createConsensusModule } from "@testudo/modules/consensus";
import { createCrisisKeeper, createCrisisModule } from "@testudo/modules/crisis";
import {
  communityPoolSpendContent,
  createDistributionHooks,
  createDistributionKeeper,
  createDistributionModule,
  distributionInvariants,
} from "@testudo/modules/distribution";
import { createEvidenceKeeper, createEvidenceModule } from "@testudo/modules/evidence";
import { createGenutilModule } from "@testudo/modules/genutil";
import { createGovKeeper, createGovModule, govInvariants } from "@testudo/modules/gov";
import { createMintKeeper, createMintModule } from "@testudo/modules/mint";
import {
  createParamsKeeper,
  createParamsModule,
  parameterChangeContent,
} from "@testudo/modules/params";
import {
  createSlashingHooks,
  createSlashingKeeper,
  createSlashingModule,
} from "@testudo/modules/slashing";
import {
  createStakingKeeper,
  createStakingModule,
  type StakingHooks,
  stakingInvariants,
} from "@testudo/modules/staking";
import {
  createUpgradeKeeper,
  createUpgradeModule,
  upgradeContents,
} from "@testudo/modules/upgrade";
import { createVestingModule } from "@testudo/modules/vesting";
import { type ChainApplication, createAnteHandler, createApplication } from "@testudo/runtime";
import { authorityText, BECH32_PREFIX, blockedAddresses, PROVIDER_ACCOUNTS } from "./accounts.ts";
import type { ChainOptions } from "./chain-options.ts";
import { PROVIDER_TYPES, PROVIDER_UNHANDLED } from "./known-types.ts";
import { PROVIDER_ORDERS } from "./orders.ts";
import { redundantRelayStep } from "./relay-step.ts";
import { signersOf } from "./signers.ts";
import { SUBSPACES } from "./subspaces.ts";
import { upgradeHandlers } from "./upgrades.ts";
import { PROVIDER_VERSIONS } from "./versions.ts";
import { withoutValidatorUpdates } from "./without-validator-updates.ts";

/** What the modules' genesis loses: all that a consumer is, plans for upgrades, and past headers. */
const KEPT_PARTS = [
  { store: "provider" },
  { store: "upgrade" },
  { store: "staking", prefix: 0x50 },
];

/** The provider hub (`interchain-security-pd`), wired module by module. */
export function createProviderApp(options: ChainOptions): ChainApplication {
  const { logger = silentLogger } = options;
  const addresses: AddressCodec = createAddressCodec(BECH32_PREFIX.provider);
  const authority = authorityText(addresses);

  const auth = createAccountKeeper({ addresses, authority, modules: PROVIDER_ACCOUNTS });
  const blocked = blockedAddresses(PROVIDER_ACCOUNTS, "consumer_rewards_pool");
  const bank = createBankKeeper({ addresses, authority, blocked, auth });
  const consensus = createConsensusKeeper({ authority });
  const upgrade = createUpgradeKeeper({
    authority,
    handlers: upgradeHandlers("ics-v1-to-v2", PROVIDER_VERSIONS),
  });
  const params = createParamsKeeper({ subspaces: SUBSPACES.provider });

  const stakingHooks: StakingHooks[] = [];
  const staking = createStakingKeeper({
    addresses,
    authority,
    hooks: stakingHooks,
    logger,
    auth,
    bank,
  });
  const slashing = createSlashingKeeper({ addresses, authority, staking });
  const distribution = createDistributionKeeper({
    addresses,
    authority,
    feeCollector: FEE_COLLECTOR,
    auth,
    bank,
    staking,
  });
  const evidence = createEvidenceKeeper({ addresses, logger, staking, slashing });
  const ibc = createIbcCore({
    addresses,
    authority,
    upgrade: { ...upgrade, upgradePlan: upgrade.plan },
    legacyEvents: options.legacyEvents,
    ports: () =>
      new Map([
        [TRANSFER_PORT, provider.withRewards(createTransferIbcModule(transfer))],
        [PROVIDER_PORT, provider.ibcModule],
      ]),
  });
  const transferNeeds = {
    addresses,
    authority,
    auth,
    bank,
    channel: ibc.channel,
    sendPacketV2: ibc.channelV2.sendPacket,
  };
  const transfer = createTransferKeeper(transferNeeds);
  const provider = createProviderKeeper({
    addresses,
    authority,
    logger,
    auth,
    bank,
    staking,
    slashing,
    distribution,
    client: ibc.client,
    lightClient: tendermintModule,
    connection: ibc.connection,
    channel: ibc.channel,
  });
  stakingHooks.push(
    createDistributionHooks(distribution),
    createSlashingHooks(slashing, staking),
    provider.stakingHooks,
  );

  // Inflation and votes count the validators that take part in consensus, not all that are bonded.
  const { activeStaking } = provider;
  const mint = createMintKeeper({
    authority,
    feeCollector: FEE_COLLECTOR,
    auth,
    bank,
    staking: activeStaking,
  });
  const gov = createGovKeeper({
    addresses,
    authority,
    auth,
    bank,
    distribution,
    staking: activeStaking,
    router: () => app.router,
    signers: signersOf(addresses),
    legacyContents: [
      parameterChangeContent(params),
      ...upgradeContents,
      communityPoolSpendContent,
      ...providerContents,
    ],
  });

  const crisis = createCrisisKeeper({
    addresses,
    authority,
    feeCollector: FEE_COLLECTOR,
    bank,
    invariants: [
      ...bankInvariants(bank),
      ...distributionInvariants(distribution),
      ...stakingInvariants(staking),
      ...govInvariants(gov),
      ...provider.invariants,
    ],
    skipGenesisInvariants: options.skipGenesisInvariants,
  });

  const app = createApplication({
    name: "interchain-security-p",
    chainId: options.chainId,
    addresses,
    store: options.store,
    keptParts: KEPT_PARTS,
    modules: [
      createAuthModule(auth),
      createBankModule(bank),
      createConsensusModule(consensus),
      createCrisisModule(crisis),
      createDistributionModule(distribution),
      createEvidenceModule(evidence),
      withoutValidatorUpdates(
        createGenutilModule({ deliverTx: (ctx, tx) => app.deliverGenesisTx(ctx, tx), staking }),
      ),
      createGovModule(gov),
      createIbcModule(ibc),
      createMintModule(mint),
      createParamsModule(params),
      createProviderModule(provider),
      createSlashingModule(slashing, staking),
      withoutValidatorUpdates(createStakingModule(staking, { auth, bank })),
      createTransferModule(transferNeeds, transfer),
      createUpgradeModule(upgrade),
      createVestingModule({ addresses, auth, bank }),
    ],
    orders: PROVIDER_ORDERS,
    ante: createAnteHandler({
      addresses,
      accounts: auth,
      bank,
      last: [redundantRelayStep(ibc)],
    }),
    consensusParams: { get: consensus.params, set: consensus.setParams },
    beforeGenesis: (ctx) => upgrade.setModuleVersions(ctx, PROVIDER_VERSIONS),
    minGasPrices: options.minGasPrices,
    lastHeader: options.lastHeader,
    headerAt: options.headerAt,
    queries: options.queries,
    knownTypes: PROVIDER_TYPES,
    unhandledMessages: PROVIDER_UNHANDLED,
    logger,
  });
  return app;
}
