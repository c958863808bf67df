import { createAddressCodec, plainError, silentLogger } from "@testudo/base";
import {
  consumerMessageFilters,
  createConsumerIbcModule,
  createConsumerKeeper,
  createConsumerModule,
  createConsumerStaking,
} from "@testudo/ccv/consumer";
import { CONSUMER_PORT, CONSUMER_REDISTRIBUTE } from "@testudo/ccv/wire";
import { createIbcCore, createIbcModule } from "@testudo/ibc";
import {
  createTransferIbcModule,
  createTransferKeeper,
  createTransferModule,
  TRANSFER_PORT,
} from "@testudo/ibc/transfer";
import { createAccountKeeper, createAuthModule, FEE_COLLECTOR } from "@testudo/modules/auth";
import { createAuthzKeeper, createAuthzModule } from "@testudo/modules/authz";
import { bankInvariants, createBankKeeper, createBankModule } from "@testudo/modules/bank";
import { createConsensusKeeper, createConsensusModule } from "@testudo/modules/consensus";
import { createCrisisKeeper, createCrisisModule } from "@testudo/modules/crisis";
import {
  communityPoolSpendContent,
  createDistributionHooks,
  createDistributionKeeper,
  createDistributionModule,
  type DistributionKeeper,
  distributionInvariants,
} from "@testudo/modules/distribution";
import { createEvidenceKeeper, createEvidenceModule } from "@testudo/modules/evidence";
import { createFeegrantKeeper, createFeegrantModule } from "@testudo/modules/feegrant";
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
  type StakingKeeper,
  stakingInvariants,
} from "@testudo/modules/staking";
import {
  createUpgradeKeeper,
  createUpgradeModule,
  upgradeContents,
} from "@testudo/modules/upgrade";
import { createVestingModule } from "@testudo/modules/vesting";
import type { JsonValue } from "@testudo/proto";
import {
  type AppModule,
  type ChainApplication,
  createAnteHandler,
  createApplication,
} from "@testudo/runtime";
import { authorityText, BECH32_PREFIX, blockedAddresses, DEMOCRACY_ACCOUNTS } from "./accounts.ts";
import type { ChainOptions } from "./chain-options.ts";
import { STANDALONE_TYPES } from "./known-types.ts";
import { DEMOCRACY_ORDERS } from "./orders.ts";
import { redundantRelayStep } from "./relay-step.ts";
import { signersOf } from "./signers.ts";
import { SUBSPACES } from "./subspaces.ts";
import { transferAuthorization } from "./transfer-authorization.ts";
import { upgradeHandlers } from "./upgrades.ts";
import { DEMOCRACY_VERSIONS } from "./versions.ts";
import { withoutValidatorUpdates } from "./without-validator-updates.ts";

/** What the modules' genesis loses: the slash record and past headers, and plans for upgrades. */
const KEPT_PARTS = [
  { store: "ccvconsumer" },
  { store: "upgrade" },
  { store: "staking", prefix: 0x50 },
];

/** Name of the upgrade that makes a standalone chain a consumer. */
export const CHANGEOVER = "sovereign-changeover";

/** What a consumer with stake of its own is built from. */
export interface DemocracyOptions extends ChainOptions {
  /**
   * The provider's `ConsumerGenesisState` for this chain, as proto JSON: asked for when the upgrade is carried out, and
   * never on a chain that began as a consumer. The Go binary reads it from a file.
   */
  readonly changeoverGenesis?: () => JsonValue;
}

/**
 * A consumer that keeps its staking and governance (`interchain-security-cdd`), wired module by module: the stake elects
 * representatives, who vote and share in the fees; the provider's validators make the blocks. A standalone chain becomes
 * one at the upgrade `CHANGEOVER`.
 */
export function createDemocracyApp(options: DemocracyOptions): ChainApplication {
  const { logger = silentLogger } = options;
  const addresses = createAddressCodec(BECH32_PREFIX.democracy);
  const authority = authorityText(addresses);

  const auth = createAccountKeeper({ addresses, authority, modules: DEMOCRACY_ACCOUNTS });
  const blocked = blockedAddresses(DEMOCRACY_ACCOUNTS, "cons_to_send_to_provider");
  const bank = createBankKeeper({ addresses, authority, blocked, auth });
  const consensus = createConsensusKeeper({ authority });
  const upgrade = createUpgradeKeeper({
    authority,
    handlers: upgradeHandlers(CHANGEOVER, DEMOCRACY_VERSIONS, (ctx) => {
      const genesis = options.changeoverGenesis?.();
      if (genesis === undefined) throw plainError("no consumer genesis to change over with");
      consumer.beginChangeover(ctx, genesis);
    }),
  });
  const params = createParamsKeeper({ subspaces: SUBSPACES.democracy });
  const authz = createAuthzKeeper({
    addresses,
    auth,
    bank,
    router: () => app.router,
    signers: signersOf(addresses),
    authorizations: [transferAuthorization],
  });
  const feegrant = createFeegrantKeeper({ addresses, auth, bank });

  const stakingHooks: StakingHooks[] = [];
  const staking = createStakingKeeper({
    addresses,
    authority,
    hooks: stakingHooks,
    logger,
    auth,
    bank,
  });
  // Who signs blocks is the provider's business: slashing and evidence see its validators, governance its own.
  const standIn = createConsumerStaking({ addresses, logger, standaloneStaking: staking });
  const slashing = createSlashingKeeper({ addresses, authority, staking: standIn });
  const distribution = createDistributionKeeper({
    addresses,
    authority,
    feeCollector: CONSUMER_REDISTRIBUTE,
    auth,
    bank,
    staking,
  });
  stakingHooks.push(createDistributionHooks(distribution));
  const evidence = createEvidenceKeeper({ addresses, logger, staking: standIn, slashing });
  const ibc = createIbcCore({
    addresses,
    authority,
    upgrade: { ...upgrade, upgradePlan: upgrade.plan },
    legacyEvents: options.legacyEvents,
    ports: () =>
      new Map([
        [TRANSFER_PORT, createTransferIbcModule(transfer)],
        [CONSUMER_PORT, createConsumerIbcModule(consumer)],
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
  const consumer = createConsumerKeeper({
    addresses,
    authority,
    logger,
    feeCollector: FEE_COLLECTOR,
    auth,
    bank,
    hooks: createSlashingHooks(slashing, standIn),
    client: ibc.client,
    connection: ibc.connection,
    channel: ibc.channel,
    transfer,
    standaloneStaking: staking,
  });

  const mint = createMintKeeper({ authority, feeCollector: FEE_COLLECTOR, auth, bank, staking });
  const gov = createGovKeeper({
    addresses,
    authority,
    auth,
    bank,
    distribution,
    staking,
    router: () => app.router,
    signers: signersOf(addresses),
    legacyContents: [parameterChangeContent(params), ...upgradeContents, communityPoolSpendContent],
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
    ],
    skipGenesisInvariants: options.skipGenesisInvariants,
  });

  const app = createApplication({
    name: "interchain-security-cd",
    chainId: options.chainId,
    addresses,
    store: options.store,
    keptParts: KEPT_PARTS,
    modules: [
      createAuthModule(auth),
      createAuthzModule(authz),
      createBankModule(bank),
      createConsensusModule(consensus),
      createConsumerModule(consumer),
      createCrisisModule(crisis),
      shareOutByStake(createDistributionModule(distribution), distribution, staking),
      createEvidenceModule(evidence),
      createFeegrantModule(feegrant),
      createGenutilModule({
        deliverTx: (ctx, tx) => app.deliverGenesisTx(ctx, tx),
        staking: standIn,
      }),
      createGovModule(gov),
      createIbcModule(ibc),
      createMintModule(mint),
      createParamsModule(params),
      createSlashingModule(slashing, standIn),
      withoutValidatorUpdates(createStakingModule(staking, { auth, bank })),
      createTransferModule(transferNeeds, transfer),
      createUpgradeModule(upgrade),
      createVestingModule({ addresses, auth, bank }),
    ],
    orders: DEMOCRACY_ORDERS,
    ante: createAnteHandler({
      addresses,
      accounts: auth,
      bank,
      feegrant,
      filters: consumerMessageFilters,
      last: [redundantRelayStep(ibc)],
    }),
    consensusParams: { get: consensus.params, set: consensus.setParams },
    beforeGenesis: (ctx) => upgrade.setModuleVersions(ctx, DEMOCRACY_VERSIONS),
    minGasPrices: options.minGasPrices,
    lastHeader: options.lastHeader,
    headerAt: options.headerAt,
    queries: options.queries,
    knownTypes: STANDALONE_TYPES,
    logger,
  });
  return app;
}

/** Fees that stay here go to those whom the stake elects, by their stake; who signs the blocks does not count. */
function shareOutByStake(
  module: AppModule,
  distribution: DistributionKeeper,
  staking: StakingKeeper,
): AppModule {
  return {
    ...module,
    beginBlock(ctx) {
      if (ctx.height <= 1n) return;
      const total = staking.totalBondedTokens(ctx);
      distribution.allocateByStake(ctx, total, staking.bondedValidatorsByPower(ctx));
    },
  };
}
