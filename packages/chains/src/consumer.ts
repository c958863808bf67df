import { createAddressCodec, silentLogger } from "@testudo/base";
import {
  consumerMessageFilters,
  createConsumerIbcModule,
  createConsumerKeeper,
  createConsumerModule,
  createConsumerStaking,
  stakingParamsQuery,
} from "@testudo/ccv/consumer";
import { CONSUMER_PORT } from "@testudo/ccv/wire";
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
import { createEvidenceKeeper, createEvidenceModule } from "@testudo/modules/evidence";
import { createFeegrantKeeper, createFeegrantModule } from "@testudo/modules/feegrant";
import { createGenutilModule } from "@testudo/modules/genutil";
import { createParamsKeeper, createParamsModule } from "@testudo/modules/params";
import {
  createSlashingHooks,
  createSlashingKeeper,
  createSlashingModule,
} from "@testudo/modules/slashing";
import { createUpgradeKeeper, createUpgradeModule } from "@testudo/modules/upgrade";
import { createVestingModule } from "@testudo/modules/vesting";
import { type ChainApplication, createAnteHandler, createApplication } from "@testudo/runtime";
import { authorityText, BECH32_PREFIX, blockedAddresses, CONSUMER_ACCOUNTS } from "./accounts.ts";
import type { ChainOptions } from "./chain-options.ts";
import { CONSUMER_TYPES } from "./known-types.ts";
import { CONSUMER_ORDERS } from "./orders.ts";
import { redundantRelayStep } from "./relay-step.ts";
import { signersOf } from "./signers.ts";
import { SUBSPACES } from "./subspaces.ts";
import { transferAuthorization } from "./transfer-authorization.ts";
import { upgradeHandlers } from "./upgrades.ts";
import { CONSUMER_VERSIONS } from "./versions.ts";

/** What the modules' genesis loses: the slash record and past headers, and plans for upgrades. */
const KEPT_PARTS = [{ store: "ccvconsumer" }, { store: "upgrade" }];

/** A consumer chain (`interchain-security-cd`), wired module by module. */
export function createConsumerApp(options: ChainOptions): ChainApplication {
  const { logger = silentLogger } = options;
  const addresses = createAddressCodec(BECH32_PREFIX.consumer);
  const authority = authorityText(addresses);

  const auth = createAccountKeeper({ addresses, authority, modules: CONSUMER_ACCOUNTS });
  const blocked = blockedAddresses(CONSUMER_ACCOUNTS, "cons_to_send_to_provider");
  const bank = createBankKeeper({ addresses, authority, blocked, auth });
  const consensus = createConsensusKeeper({ authority });
  const upgrade = createUpgradeKeeper({
    authority,
    handlers: upgradeHandlers("ics-v1-to-v2", CONSUMER_VERSIONS),
  });
  const params = createParamsKeeper({ subspaces: SUBSPACES.consumer });
  const authz = createAuthzKeeper({
    addresses,
    auth,
    bank,
    router: () => app.router,
    signers: signersOf(addresses),
    authorizations: [transferAuthorization],
  });
  const feegrant = createFeegrantKeeper({ addresses, auth, bank });

  const staking = createConsumerStaking({ addresses, logger });
  const slashing = createSlashingKeeper({ addresses, authority, staking });
  const evidence = createEvidenceKeeper({ addresses, logger, staking, slashing });

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
    hooks: createSlashingHooks(slashing, staking),
    client: ibc.client,
    connection: ibc.connection,
    channel: ibc.channel,
    transfer,
  });

  const crisis = createCrisisKeeper({
    addresses,
    authority,
    feeCollector: FEE_COLLECTOR,
    bank,
    invariants: bankInvariants(bank),
    skipGenesisInvariants: options.skipGenesisInvariants,
  });

  const app = createApplication({
    name: "interchain-security-c",
    chainId: options.chainId,
    addresses,
    store: options.store,
    keptParts: KEPT_PARTS,
    modules: [
      createAuthModule(auth),
      createAuthzModule(authz),
      createBankModule(bank),
      createConsumerModule(consumer),
      createCrisisModule(crisis),
      createEvidenceModule(evidence),
      createFeegrantModule(feegrant),
      createGenutilModule({ deliverTx: (ctx, tx) => app.deliverGenesisTx(ctx, tx), staking }),
      createIbcModule(ibc),
      createParamsModule(params),
      createSlashingModule(slashing, staking),
      createTransferModule(transferNeeds, transfer),
      createUpgradeModule(upgrade),
      createVestingModule({ addresses, auth, bank }),
    ],
    orders: CONSUMER_ORDERS,
    ante: createAnteHandler({
      addresses,
      accounts: auth,
      bank,
      feegrant,
      filters: consumerMessageFilters,
      last: [redundantRelayStep(ibc)],
    }),
    consensusParams: { get: consensus.params, set: consensus.setParams },
    beforeGenesis: (ctx) => upgrade.setModuleVersions(ctx, CONSUMER_VERSIONS),
    minGasPrices: options.minGasPrices,
    lastHeader: options.lastHeader,
    headerAt: options.headerAt,
    queries: [...(options.queries ?? []), ...(options.legacyEvents ? [stakingParamsQuery()] : [])],
    knownTypes: CONSUMER_TYPES,
    logger,
  });
  return app;
}
