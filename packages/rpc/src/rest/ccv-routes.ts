import type { RestService } from "./rest-service.ts";

/** Interchain security, provider and consumer. */
export const ccvRoutes: readonly RestService[] = [
  {
    service: "interchain_security.ccv.consumer.v1.Query",
    prefix: "/interchain_security/ccv/consumer",
    routes: [
      ["QueryNextFeeDistribution", "next-fee-distribution"],
      ["QueryParams", "params"],
      ["QueryProviderInfo", "provider-info"],
      ["QueryThrottleState", "throttle_state"],
    ],
  },
  {
    service: "interchain_security.ccv.provider.v1.Query",
    prefix: "/interchain_security/ccv/provider",
    routes: [
      ["QueryConsumerGenesis", "consumer_genesis/{consumer_id}"],
      ["QueryConsumerChains", "consumer_chains/{phase}", "query"],
      ["QueryValidatorConsumerAddr", "validator_consumer_addr/{consumer_id}/{provider_address}"],
      ["QueryValidatorProviderAddr", "validator_provider_addr/{consumer_id}/{consumer_address}"],
      ["QueryThrottleState", "throttle_state"],
      ["QueryRegisteredConsumerRewardDenoms", "registered_consumer_reward_denoms"],
      ["QueryAllPairsValConsAddrByConsumer", "address_pairs/{consumer_id}"],
      ["QueryParams", "params"],
      ["QueryConsumerChainOptedInValidators", "opted_in_validators/{consumer_id}"],
      [
        "QueryConsumerChainsValidatorHasToValidate",
        "consumer_chains_per_validator/{provider_address}",
      ],
      [
        "QueryValidatorConsumerCommissionRate",
        "consumer_commission_rate/{consumer_id}/{provider_address}",
      ],
      ["QueryConsumerValidators", "consumer_validators/{consumer_id}"],
      ["QueryBlocksUntilNextEpoch", "blocks_until_next_epoch"],
      ["QueryConsumerIdFromClientId", "consumer_id/{client_id}"],
      ["QueryConsumerChain", "consumer_chain/{consumer_id}"],
      ["QueryConsumerGenesisTime", "consumer_genesis_time/{consumer_id}"],
    ],
  },
];
