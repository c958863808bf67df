/**
 * What the schemas say beyond shape, for the messages read from `cosmjs-types`: gogoproto custom types,
 * oneof groups, amino names and signers. Field options are words:
 *
 *   dec, int      custom number type embedded by value (a trailing ? marks a pointer)
 *   oneof:NAME    member of that oneof
 *   keepEmpty     amino JSON shows the field even when empty (amino.dont_omitempty)
 *   legacyCoins   amino JSON shows an empty list as [] (amino.encoding)
 *   amino:NAME    name of the field in amino JSON
 *   aminoOneof:N  amino name of this oneof member
 *   json:hex      bytes that proto JSON shows in upper-case hex
 *   json:inline   bytes that hold JSON, which proto JSON shows as it is
 *   aminoDec      a decimal to amino JSON (cosmos_proto.scalar), plain text elsewhere
 */
export const OPTIONS = {
  "cosmos.auth.v1beta1": {
    BaseAccount: {
      amino: "cosmos-sdk/BaseAccount",
      fields: {
        pub_key: "amino:public_key",
      },
    },
    ModuleAccount: { amino: "cosmos-sdk/ModuleAccount", encoding: "module_account" },
    ModuleCredential: { amino: "cosmos-sdk/GroupAccountCredential" },
    Params: { amino: "cosmos-sdk/x/auth/Params" },
    MsgUpdateParams: {
      amino: "cosmos-sdk/x/auth/MsgUpdateParams",
      signers: ["authority"],
      fields: {
        params: "keepEmpty",
      },
    },
  },
  "cosmos.authz.v1beta1": {
    GenericAuthorization: { amino: "cosmos-sdk/GenericAuthorization" },
    MsgGrant: {
      amino: "cosmos-sdk/MsgGrant",
      signers: ["granter"],
      fields: {
        grant: "keepEmpty",
      },
    },
    MsgExec: { amino: "cosmos-sdk/MsgExec", signers: ["grantee"] },
    MsgRevoke: { amino: "cosmos-sdk/MsgRevoke", signers: ["granter"] },
  },
  "cosmos.bank.v1beta1": {
    SendAuthorization: {
      amino: "cosmos-sdk/SendAuthorization",
      fields: {
        spend_limit: "keepEmpty legacyCoins",
      },
    },
    Params: { amino: "cosmos-sdk/x/bank/Params" },
    Input: {
      signers: ["address"],
      fields: {
        coins: "keepEmpty legacyCoins",
      },
    },
    Output: {
      fields: {
        coins: "keepEmpty legacyCoins",
      },
    },
    Supply: {
      fields: {
        total: "keepEmpty legacyCoins",
      },
    },
    Balance: {
      fields: {
        coins: "keepEmpty legacyCoins",
      },
    },
    DenomOwner: {
      fields: {
        balance: "keepEmpty",
      },
    },
    MsgSend: {
      amino: "cosmos-sdk/MsgSend",
      signers: ["from_address"],
      fields: {
        amount: "keepEmpty legacyCoins",
      },
    },
    MsgMultiSend: {
      amino: "cosmos-sdk/MsgMultiSend",
      signers: ["inputs"],
      fields: {
        inputs: "keepEmpty",
        outputs: "keepEmpty",
      },
    },
    MsgUpdateParams: {
      amino: "cosmos-sdk/x/bank/MsgUpdateParams",
      signers: ["authority"],
      fields: {
        params: "keepEmpty",
      },
    },
    MsgSetSendEnabled: { amino: "cosmos-sdk/MsgSetSendEnabled", signers: ["authority"] },
  },
  "cosmos.base.tendermint.v1beta1": {
    ProofOps: {
      fields: {
        ops: "keepEmpty",
      },
    },
    Block: {
      fields: {
        header: "keepEmpty",
        data: "keepEmpty",
        evidence: "keepEmpty",
      },
    },
    Header: {
      fields: {
        version: "keepEmpty",
        time: "keepEmpty",
        last_block_id: "keepEmpty",
      },
    },
  },
  "cosmos.base.v1beta1": {
    IntProto: { fields: { int: "int" } },
    DecProto: { fields: { dec: "dec" } },
    Coin: {
      fields: {
        amount: "int keepEmpty",
      },
    },
    DecCoin: {
      fields: {
        amount: "dec",
      },
    },
  },
  "cosmos.consensus.v1": {
    MsgUpdateParams: { amino: "cosmos-sdk/x/consensus/MsgUpdateParams", signers: ["authority"] },
  },
  "cosmos.crisis.v1beta1": {
    MsgVerifyInvariant: { amino: "cosmos-sdk/MsgVerifyInvariant", signers: ["sender"] },
    MsgUpdateParams: {
      amino: "cosmos-sdk/x/crisis/MsgUpdateParams",
      signers: ["authority"],
      fields: {
        constant_fee: "keepEmpty",
      },
    },
  },
  "cosmos.crypto.ed25519": {
    PubKey: { amino: "tendermint/PubKeyEd25519", encoding: "key_field" },
    PrivKey: { amino: "tendermint/PrivKeyEd25519", encoding: "key_field" },
  },
  "cosmos.crypto.multisig": {
    LegacyAminoPubKey: {
      amino: "tendermint/PubKeyMultisigThreshold",
      encoding: "threshold_string",
      fields: {
        public_keys: "amino:pubkeys",
      },
    },
  },
  "cosmos.crypto.secp256k1": {
    PubKey: { amino: "tendermint/PubKeySecp256k1", encoding: "key_field" },
    PrivKey: { amino: "tendermint/PrivKeySecp256k1", encoding: "key_field" },
  },
  "cosmos.distribution.v1beta1": {
    Params: {
      amino: "cosmos-sdk/x/distribution/Params",
      fields: {
        community_tax: "dec keepEmpty",
        base_proposer_reward: "dec keepEmpty",
        bonus_proposer_reward: "dec keepEmpty",
      },
    },
    ValidatorHistoricalRewards: {
      fields: {
        cumulative_reward_ratio: "keepEmpty",
      },
    },
    ValidatorCurrentRewards: {
      fields: {
        rewards: "keepEmpty",
      },
    },
    ValidatorAccumulatedCommission: {
      fields: {
        commission: "keepEmpty",
      },
    },
    ValidatorOutstandingRewards: {
      fields: {
        rewards: "keepEmpty",
      },
    },
    ValidatorSlashEvent: {
      fields: {
        fraction: "dec",
      },
    },
    ValidatorSlashEvents: {
      fields: {
        validator_slash_events: "keepEmpty",
      },
    },
    FeePool: {
      fields: {
        community_pool: "keepEmpty",
      },
    },
    CommunityPoolSpendProposal: {
      fields: {
        amount: "keepEmpty legacyCoins",
      },
    },
    DelegatorStartingInfo: {
      fields: {
        stake: "dec keepEmpty",
        height: "keepEmpty amino:creation_height",
      },
    },
    DelegationDelegatorReward: {
      fields: {
        reward: "keepEmpty",
      },
    },
    MsgSetWithdrawAddress: {
      amino: "cosmos-sdk/MsgModifyWithdrawAddress",
      signers: ["delegator_address"],
    },
    MsgWithdrawDelegatorReward: {
      amino: "cosmos-sdk/MsgWithdrawDelegationReward",
      signers: ["delegator_address"],
    },
    MsgWithdrawValidatorCommission: {
      amino: "cosmos-sdk/MsgWithdrawValCommission",
      signers: ["validator_address"],
    },
    MsgFundCommunityPool: {
      amino: "cosmos-sdk/MsgFundCommunityPool",
      signers: ["depositor"],
      fields: {
        amount: "keepEmpty legacyCoins",
      },
    },
    MsgUpdateParams: {
      amino: "cosmos-sdk/distribution/MsgUpdateParams",
      signers: ["authority"],
      fields: {
        params: "keepEmpty",
      },
    },
    MsgCommunityPoolSpend: {
      amino: "cosmos-sdk/distr/MsgCommunityPoolSpend",
      signers: ["authority"],
      fields: {
        amount: "keepEmpty legacyCoins",
      },
    },
    MsgDepositValidatorRewardsPool: {
      amino: "cosmos-sdk/distr/MsgDepositValRewards",
      signers: ["depositor"],
      fields: {
        amount: "keepEmpty legacyCoins",
      },
    },
  },
  "cosmos.evidence.v1beta1": {
    Equivocation: {
      amino: "cosmos-sdk/Equivocation",
      fields: {
        time: "keepEmpty",
      },
    },
    MsgSubmitEvidence: { amino: "cosmos-sdk/MsgSubmitEvidence", signers: ["submitter"] },
  },
  "cosmos.feegrant.v1beta1": {
    BasicAllowance: {
      amino: "cosmos-sdk/BasicAllowance",
      fields: {
        spend_limit: "keepEmpty legacyCoins",
      },
    },
    PeriodicAllowance: {
      amino: "cosmos-sdk/PeriodicAllowance",
      fields: {
        basic: "keepEmpty",
        period: "keepEmpty",
        period_spend_limit: "keepEmpty legacyCoins",
        period_can_spend: "keepEmpty legacyCoins",
        period_reset: "keepEmpty",
      },
    },
    AllowedMsgAllowance: { amino: "cosmos-sdk/AllowedMsgAllowance" },
    MsgGrantAllowance: { amino: "cosmos-sdk/MsgGrantAllowance", signers: ["granter"] },
    MsgRevokeAllowance: { amino: "cosmos-sdk/MsgRevokeAllowance", signers: ["granter"] },
    MsgPruneAllowances: { signers: ["pruner"] },
  },
  "cosmos.genutil.v1beta1": {
    GenesisState: {
      fields: {
        gen_txs: "amino:gentxs json:inline",
      },
    },
  },
  "cosmos.gov.v1": {
    WeightedVoteOption: { fields: { weight: "aminoDec" } },
    Deposit: {
      fields: {
        amount: "keepEmpty",
      },
    },
    Proposal: {
      fields: {
        total_deposit: "keepEmpty",
      },
    },
    Params: {
      fields: {
        min_deposit: "keepEmpty",
        expedited_min_deposit: "keepEmpty",
        quorum: "aminoDec",
        threshold: "aminoDec",
        veto_threshold: "aminoDec",
        min_initial_deposit_ratio: "aminoDec",
        proposal_cancel_ratio: "aminoDec",
        expedited_threshold: "aminoDec",
        min_deposit_ratio: "aminoDec",
      },
    },
    MsgSubmitProposal: {
      amino: "cosmos-sdk/v1/MsgSubmitProposal",
      signers: ["proposer"],
      fields: {
        initial_deposit: "keepEmpty legacyCoins",
      },
    },
    MsgExecLegacyContent: { amino: "cosmos-sdk/v1/MsgExecLegacyContent", signers: ["authority"] },
    MsgVote: {
      amino: "cosmos-sdk/v1/MsgVote",
      signers: ["voter"],
      fields: {
        proposal_id: "keepEmpty",
      },
    },
    MsgVoteWeighted: {
      amino: "cosmos-sdk/v1/MsgVoteWeighted",
      signers: ["voter"],
      fields: {
        proposal_id: "keepEmpty",
      },
    },
    MsgDeposit: {
      amino: "cosmos-sdk/v1/MsgDeposit",
      signers: ["depositor"],
      fields: {
        proposal_id: "keepEmpty",
        amount: "keepEmpty",
      },
    },
    MsgUpdateParams: {
      amino: "cosmos-sdk/x/gov/v1/MsgUpdateParams",
      signers: ["authority"],
      fields: {
        params: "keepEmpty",
      },
    },
    MsgCancelProposal: { signers: ["proposer"] },
  },
  "cosmos.gov.v1beta1": {
    WeightedVoteOption: {
      fields: {
        weight: "dec keepEmpty",
      },
    },
    TextProposal: { amino: "cosmos-sdk/TextProposal" },
    Deposit: {
      fields: {
        amount: "keepEmpty",
      },
    },
    Proposal: {
      fields: {
        final_tally_result: "keepEmpty",
        submit_time: "keepEmpty",
        deposit_end_time: "keepEmpty",
        total_deposit: "keepEmpty",
        voting_start_time: "keepEmpty",
        voting_end_time: "keepEmpty",
      },
    },
    TallyResult: {
      fields: {
        yes: "int",
        abstain: "int",
        no: "int",
        no_with_veto: "int",
      },
    },
    Vote: {
      fields: {
        proposal_id: "keepEmpty amino:id",
        options: "keepEmpty",
      },
    },
    TallyParams: {
      fields: {
        quorum: "dec",
        threshold: "dec",
        veto_threshold: "dec",
      },
    },
    MsgSubmitProposal: {
      amino: "cosmos-sdk/MsgSubmitProposal",
      signers: ["proposer"],
      fields: {
        initial_deposit: "keepEmpty legacyCoins",
      },
    },
    MsgVote: { amino: "cosmos-sdk/MsgVote", signers: ["voter"] },
    MsgVoteWeighted: {
      amino: "cosmos-sdk/MsgVoteWeighted",
      signers: ["voter"],
      fields: {
        proposal_id: "keepEmpty",
        options: "keepEmpty",
      },
    },
    MsgDeposit: {
      amino: "cosmos-sdk/MsgDeposit",
      signers: ["depositor"],
      fields: {
        proposal_id: "keepEmpty",
        amount: "keepEmpty legacyCoins",
      },
    },
  },
  "cosmos.mint.v1beta1": {
    Minter: {
      fields: {
        inflation: "dec",
        annual_provisions: "dec",
      },
    },
    Params: {
      amino: "cosmos-sdk/x/mint/Params",
      fields: {
        inflation_rate_change: "dec keepEmpty",
        inflation_max: "dec keepEmpty",
        inflation_min: "dec keepEmpty",
        goal_bonded: "dec keepEmpty",
      },
    },
    QueryInflationResponse: {
      fields: {
        inflation: "dec",
      },
    },
    QueryAnnualProvisionsResponse: {
      fields: {
        annual_provisions: "dec",
      },
    },
    MsgUpdateParams: {
      amino: "cosmos-sdk/x/mint/MsgUpdateParams",
      signers: ["authority"],
      fields: {
        params: "keepEmpty",
      },
    },
  },
  "cosmos.params.v1beta1": {
    ParameterChangeProposal: {
      amino: "cosmos-sdk/ParameterChangeProposal",
      fields: {
        changes: "keepEmpty",
      },
    },
  },
  "cosmos.slashing.v1beta1": {
    SigningInfo: {
      fields: {
        validator_signing_info: "keepEmpty",
      },
    },
    ValidatorMissedBlocks: {
      fields: {
        missed_blocks: "keepEmpty",
      },
    },
    ValidatorSigningInfo: {
      fields: {
        jailed_until: "keepEmpty",
      },
    },
    Params: {
      amino: "cosmos-sdk/x/slashing/Params",
      fields: {
        min_signed_per_window: "dec keepEmpty",
        downtime_jail_duration: "keepEmpty",
        slash_fraction_double_sign: "dec keepEmpty",
        slash_fraction_downtime: "dec keepEmpty",
      },
    },
    MsgUnjail: {
      amino: "cosmos-sdk/MsgUnjail",
      signers: ["validator_addr"],
      fields: {
        validator_addr: "keepEmpty amino:address",
      },
    },
    MsgUpdateParams: {
      amino: "cosmos-sdk/x/slashing/MsgUpdateParams",
      signers: ["authority"],
      fields: {
        params: "keepEmpty",
      },
    },
  },
  "cosmos.staking.v1beta1": {
    StakeAuthorization: {
      amino: "cosmos-sdk/StakeAuthorization",
      fields: {
        allow_list: "oneof:validators aminoOneof:cosmos-sdk/StakeAuthorization/AllowList",
        deny_list: "oneof:validators aminoOneof:cosmos-sdk/StakeAuthorization/DenyList",
      },
    },
    GenesisState: {
      fields: {
        last_total_power: "int",
      },
    },
    HistoricalInfo: {
      fields: {
        header: "keepEmpty",
        valset: "keepEmpty",
      },
    },
    CommissionRates: {
      fields: {
        rate: "dec keepEmpty",
        max_rate: "dec keepEmpty",
        max_change_rate: "dec keepEmpty",
      },
    },
    Commission: {
      fields: {
        commission_rates: "keepEmpty",
        update_time: "keepEmpty",
      },
    },
    Validator: {
      fields: {
        tokens: "int",
        delegator_shares: "dec",
        description: "keepEmpty",
        unbonding_time: "keepEmpty",
        commission: "keepEmpty",
        min_self_delegation: "int",
      },
    },
    DVPairs: {
      fields: {
        pairs: "keepEmpty",
      },
    },
    DVVTriplets: {
      fields: {
        triplets: "keepEmpty",
      },
    },
    Delegation: {
      fields: {
        shares: "dec",
      },
    },
    UnbondingDelegation: {
      fields: {
        entries: "keepEmpty",
      },
    },
    UnbondingDelegationEntry: {
      fields: {
        completion_time: "keepEmpty",
        initial_balance: "int",
        balance: "int",
      },
    },
    RedelegationEntry: {
      fields: {
        completion_time: "keepEmpty",
        initial_balance: "int",
        shares_dst: "dec",
      },
    },
    Redelegation: {
      fields: {
        entries: "keepEmpty",
      },
    },
    Params: {
      amino: "cosmos-sdk/x/staking/Params",
      fields: {
        unbonding_time: "keepEmpty",
        min_commission_rate: "dec keepEmpty",
      },
    },
    RedelegationEntryResponse: {
      fields: {
        balance: "int",
      },
    },
    Pool: {
      fields: {
        not_bonded_tokens: "int keepEmpty",
        bonded_tokens: "int keepEmpty",
      },
    },
    ValidatorUpdates: {
      fields: {
        updates: "keepEmpty",
      },
    },
    MsgCreateValidator: {
      amino: "cosmos-sdk/MsgCreateValidator",
      signers: ["validator_address"],
      fields: {
        description: "keepEmpty",
        commission: "keepEmpty",
        min_self_delegation: "int keepEmpty",
        value: "keepEmpty",
      },
    },
    MsgEditValidator: {
      amino: "cosmos-sdk/MsgEditValidator",
      signers: ["validator_address"],
      fields: {
        description: "keepEmpty",
        commission_rate: "dec?",
        min_self_delegation: "int?",
      },
    },
    MsgDelegate: {
      amino: "cosmos-sdk/MsgDelegate",
      signers: ["delegator_address"],
      fields: {
        amount: "keepEmpty",
      },
    },
    MsgBeginRedelegate: {
      amino: "cosmos-sdk/MsgBeginRedelegate",
      signers: ["delegator_address"],
      fields: {
        amount: "keepEmpty",
      },
    },
    MsgUndelegate: {
      amino: "cosmos-sdk/MsgUndelegate",
      signers: ["delegator_address"],
      fields: {
        amount: "keepEmpty",
      },
    },
    MsgCancelUnbondingDelegation: {
      amino: "cosmos-sdk/MsgCancelUnbondingDelegation",
      signers: ["delegator_address"],
      fields: {
        amount: "keepEmpty",
      },
    },
    MsgUpdateParams: {
      amino: "cosmos-sdk/x/staking/MsgUpdateParams",
      signers: ["authority"],
      fields: {
        params: "keepEmpty",
      },
    },
  },
  "cosmos.store.snapshots.v1": {
    SnapshotItem: {
      fields: {
        store: "oneof:item",
        iavl: "oneof:item",
        extension: "oneof:item",
        extension_payload: "oneof:item",
      },
    },
  },
  "cosmos.tx.signing.v1beta1": {
    "SignatureDescriptor.Data": {
      fields: {
        single: "oneof:sum",
        multi: "oneof:sum",
      },
    },
  },
  "cosmos.tx.v1beta1": {
    ModeInfo: {
      fields: {
        single: "oneof:sum",
        multi: "oneof:sum",
      },
    },
    Fee: {
      fields: {
        amount: "keepEmpty legacyCoins",
      },
    },
    Tip: {
      fields: {
        amount: "keepEmpty legacyCoins",
      },
    },
  },
  "cosmos.upgrade.v1beta1": {
    MsgSoftwareUpgrade: {
      amino: "cosmos-sdk/MsgSoftwareUpgrade",
      signers: ["authority"],
      fields: {
        plan: "keepEmpty",
      },
    },
    MsgCancelUpgrade: { amino: "cosmos-sdk/MsgCancelUpgrade", signers: ["authority"] },
    Plan: {
      amino: "cosmos-sdk/Plan",
      fields: {
        time: "keepEmpty",
      },
    },
    SoftwareUpgradeProposal: {
      amino: "cosmos-sdk/SoftwareUpgradeProposal",
      fields: {
        plan: "keepEmpty",
      },
    },
    CancelSoftwareUpgradeProposal: { amino: "cosmos-sdk/CancelSoftwareUpgradeProposal" },
  },
  "cosmos.vesting.v1beta1": {
    MsgCreateVestingAccount: {
      amino: "cosmos-sdk/MsgCreateVestingAccount",
      signers: ["from_address"],
      fields: {
        amount: "keepEmpty legacyCoins",
      },
    },
    MsgCreatePermanentLockedAccount: {
      amino: "cosmos-sdk/MsgCreatePermLockedAccount",
      signers: ["from_address"],
      fields: {
        amount: "keepEmpty legacyCoins",
      },
    },
    MsgCreatePeriodicVestingAccount: {
      amino: "cosmos-sdk/MsgCreatePeriodVestAccount",
      signers: ["from_address"],
      fields: {
        vesting_periods: "keepEmpty",
      },
    },
    BaseVestingAccount: {
      amino: "cosmos-sdk/BaseVestingAccount",
      fields: {
        original_vesting: "keepEmpty legacyCoins",
        delegated_free: "keepEmpty legacyCoins",
        delegated_vesting: "keepEmpty legacyCoins",
      },
    },
    ContinuousVestingAccount: { amino: "cosmos-sdk/ContinuousVestingAccount" },
    DelayedVestingAccount: { amino: "cosmos-sdk/DelayedVestingAccount" },
    Period: {
      fields: {
        amount: "keepEmpty legacyCoins",
      },
    },
    PeriodicVestingAccount: {
      amino: "cosmos-sdk/PeriodicVestingAccount",
      fields: {
        vesting_periods: "keepEmpty",
      },
    },
    PermanentLockedAccount: { amino: "cosmos-sdk/PermanentLockedAccount" },
  },
  "ibc.applications.transfer.v1": {
    MsgTransfer: {
      amino: "cosmos-sdk/MsgTransfer",
      signers: ["sender"],
      fields: {
        token: "keepEmpty",
        timeout_height: "keepEmpty",
      },
    },
    MsgUpdateParams: { signers: ["signer"] },
  },
  "ibc.core.channel.v1": {
    Acknowledgement: {
      fields: {
        result: "oneof:response",
        error: "oneof:response",
      },
    },
    MsgChannelOpenInit: { signers: ["signer"] },
    MsgChannelOpenTry: { signers: ["signer"] },
    MsgChannelOpenAck: { signers: ["signer"] },
    MsgChannelOpenConfirm: { signers: ["signer"] },
    MsgChannelCloseInit: { signers: ["signer"] },
    MsgChannelCloseConfirm: { signers: ["signer"] },
    MsgRecvPacket: { signers: ["signer"] },
    MsgTimeout: { signers: ["signer"] },
    MsgTimeoutOnClose: { signers: ["signer"] },
    MsgAcknowledgement: { signers: ["signer"] },
  },
  "ibc.core.channel.v2": {
    MsgSendPacket: { signers: ["signer"] },
    MsgRecvPacket: { signers: ["signer"] },
    MsgTimeout: { signers: ["signer"] },
    MsgAcknowledgement: { signers: ["signer"] },
  },
  "ibc.core.client.v1": {
    MsgCreateClient: { signers: ["signer"] },
    MsgUpdateClient: { signers: ["signer"] },
    MsgUpgradeClient: { signers: ["signer"] },
    MsgSubmitMisbehaviour: { signers: ["signer"] },
    MsgRecoverClient: { signers: ["signer"] },
    MsgIBCSoftwareUpgrade: { signers: ["signer"] },
    MsgUpdateParams: { signers: ["signer"] },
  },
  "ibc.core.client.v2": {
    MsgRegisterCounterparty: { signers: ["signer"] },
  },
  "ibc.core.connection.v1": {
    MsgConnectionOpenInit: { signers: ["signer"] },
    MsgConnectionOpenTry: { signers: ["signer"] },
    MsgConnectionOpenAck: { signers: ["signer"] },
    MsgConnectionOpenConfirm: { signers: ["signer"] },
    MsgUpdateParams: { signers: ["signer"] },
  },
  "ibc.lightclients.tendermint.v1": {
    ConsensusState: { fields: { next_validators_hash: "json:hex" } },
  },
  "tendermint.abci": {
    Request: {
      fields: {
        echo: "oneof:value",
        flush: "oneof:value",
        info: "oneof:value",
        init_chain: "oneof:value",
        query: "oneof:value",
        check_tx: "oneof:value",
        commit: "oneof:value",
        list_snapshots: "oneof:value",
        offer_snapshot: "oneof:value",
        load_snapshot_chunk: "oneof:value",
        apply_snapshot_chunk: "oneof:value",
        prepare_proposal: "oneof:value",
        process_proposal: "oneof:value",
        extend_vote: "oneof:value",
        verify_vote_extension: "oneof:value",
        finalize_block: "oneof:value",
      },
    },
    Response: {
      fields: {
        exception: "oneof:value",
        echo: "oneof:value",
        flush: "oneof:value",
        info: "oneof:value",
        init_chain: "oneof:value",
        query: "oneof:value",
        check_tx: "oneof:value",
        commit: "oneof:value",
        list_snapshots: "oneof:value",
        offer_snapshot: "oneof:value",
        load_snapshot_chunk: "oneof:value",
        apply_snapshot_chunk: "oneof:value",
        prepare_proposal: "oneof:value",
        process_proposal: "oneof:value",
        extend_vote: "oneof:value",
        verify_vote_extension: "oneof:value",
        finalize_block: "oneof:value",
      },
    },
  },
  "tendermint.crypto": {
    PublicKey: {
      fields: {
        ed25519: "oneof:sum",
        secp256k1: "oneof:sum",
      },
    },
  },
  "tendermint.types": {
    Evidence: {
      fields: {
        duplicate_vote_evidence: "oneof:sum",
        light_client_attack_evidence: "oneof:sum",
      },
    },
  },
};
