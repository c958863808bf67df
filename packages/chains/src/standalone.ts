import { createAddressCodec, silentLogger } from "@testudo/base";
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
import { createConsensusKeeper } from "@testudo/modules/consensus";
import { createCrisisKeeper, createCrisisModule } from "@testudo/modules/crisis";
import {
  communityPoolSpendContent,
  createDistributionHooks,
  createDistributionKeeper,
  createDistributionModule,
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
  stakingInvariants,
} from "@testudo/modules/staking";
import {
  createUpgradeKeeper,
  createUpgradeModule,
  upgradeContents,
} from "@testudo/modules/upgrade";
import { createVestingModule } from "@testudo/modules/vesting";
import { type ChainApplication, createAnteHandler, createApplication } from "@testudo/runtime";
import { authorityText, BECH32_PREFIX, blockedAddresses, STANDALONE_ACCOUNTS } from "./accounts.ts";
import type { ChainOptions } from "./chain-options.ts";
import { STANDALONE_TYPES, STANDALONE_UNHANDLED } from "./known-types.ts";
import { STANDALONE_ORDERS } from "./orders.ts";
import { redundantRelayStep } from "./relay-step.ts";
import { signersOf } from "./signers.ts";
import { SUBSPACES } from "./subspaces.ts";
import { transferAuthorization } from "./transfer-authorization.ts";
import { upgradeHandlers } from "./upgrades.ts";
import { STANDALONE_VERSIONS } from "./versions.ts";

/** What the modules' genesis loses: plans for upgrades and past headers. */
const KEPT_PARTS = [{ store: "upgrade" }, { store: "staking", prefix: 0x50 }];

/** A chain with validators of its own (`interchain-security-sd`), wired module by module: what may become a consumer. */
export function createStandaloneApp(options: ChainOptions): ChainApplication {
  const { logger = silentLogger } = options;
  const addresses = createAddressCodec(BECH32_PREFIX.standalone);
  const authority = authorityText(addresses);

  const auth = createAccountKeeper({ addresses, authority, modules: STANDALONE_ACCOUNTS });
  const blocked = blockedAddresses(STANDALONE_ACCOUNTS);
  const bank = createBankKeeper({ addresses, authority, blocked, auth });
  const consensus = createConsensusKeeper({ authority });
  const upgrade = createUpgradeKeeper({
    authority,
    handlers: upgradeHandlers("v07-Theta", STANDALONE_VERSIONS),
  });
  const params = createParamsKeeper({ subspaces: SUBSPACES.standalone });
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
  const slashing = createSlashingKeeper({ addresses, authority, staking });
  const distribution = createDistributionKeeper({
    addresses,
    authority,
    feeCollector: FEE_COLLECTOR,
    auth,
    bank,
    staking,
  });
  stakingHooks.push(createDistributionHooks(distribution), createSlashingHooks(slashing, staking));
  const evidence = createEvidenceKeeper({ addresses, logger, staking, slashing });
  const ibc = createIbcCore({
    addresses,
    authority,
    upgrade: { ...upgrade, upgradePlan: upgrade.plan },
    legacyEvents: options.legacyEvents,
    ports: () => new Map([[TRANSFER_PORT, createTransferIbcModule(transfer)]]),
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
    name: "interchain-security-s",
    chainId: options.chainId,
    addresses,
    store: options.store,
    keptParts: KEPT_PARTS,
    modules: [
      createAuthModule(auth),
      createAuthzModule(authz),
      createBankModule(bank),
      createCrisisModule(crisis),
      createDistributionModule(distribution),
      createEvidenceModule(evidence),
      createFeegrantModule(feegrant),
      createGenutilModule({ deliverTx: (ctx, tx) => app.deliverGenesisTx(ctx, tx), staking }),
      createGovModule(gov),
      createIbcModule(ibc),
      createMintModule(mint),
      createParamsModule(params),
      createSlashingModule(slashing, staking),
      createStakingModule(staking, { auth, bank }),
      createTransferModule(transferNeeds, transfer),
      createUpgradeModule(upgrade),
      createVestingModule({ addresses, auth, bank }),
    ],
    orders: STANDALONE_ORDERS,
    ante: createAnteHandler({
      addresses,
      accounts: auth,
      bank,
      feegrant,
      last: [redundantRelayStep(ibc)],
    }),
    consensusParams: { get: consensus.params, set: consensus.setParams },
    beforeGenesis: (ctx) => upgrade.setModuleVersions(ctx, STANDALONE_VERSIONS),
    minGasPrices: options.minGasPrices,
    lastHeader: options.lastHeader,
    headerAt: options.headerAt,
    queries: options.queries,
    knownTypes: STANDALONE_TYPES,
    unhandledMessages: STANDALONE_UNHANDLED,
    logger,
  });
  return app;
}
