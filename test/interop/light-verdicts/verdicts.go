// Reads cases of light client checks as JSON from standard input and prints what the Go implementations say to each.
// The shapes are those of lightclient.json and its neighbours among the golden vectors; a verdict that is a panic says so.
package main

import (
	"context"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"strconv"
	"time"

	"cosmossdk.io/log"
	"cosmossdk.io/store"
	"cosmossdk.io/store/metrics"
	storetypes "cosmossdk.io/store/types"

	cmtmath "github.com/cometbft/cometbft/libs/math"
	"github.com/cometbft/cometbft/light"
	cmtproto "github.com/cometbft/cometbft/proto/tendermint/types"
	cmttypes "github.com/cometbft/cometbft/types"
	dbm "github.com/cosmos/cosmos-db"
	"github.com/cosmos/cosmos-sdk/codec"
	codectypes "github.com/cosmos/cosmos-sdk/codec/types"
	"github.com/cosmos/cosmos-sdk/crypto/keys/ed25519"
	"github.com/cosmos/cosmos-sdk/runtime"
	sdk "github.com/cosmos/cosmos-sdk/types"

	clienttypes "github.com/cosmos/ibc-go/v10/modules/core/02-client/types"
	host "github.com/cosmos/ibc-go/v10/modules/core/24-host"
	"github.com/cosmos/ibc-go/v10/modules/core/exported"
	tendermint "github.com/cosmos/ibc-go/v10/modules/light-clients/07-tendermint"

	providerkeeper "github.com/cosmos/interchain-security/v7/x/ccv/provider/keeper"
)

const clientID = "07-tendermint-4"

var (
	registry = codectypes.NewInterfaceRegistry()
	cdc      = codec.NewProtoCodec(registry)
)

type moment struct {
	Seconds string `json:"seconds"`
	Nanos   int64  `json:"nanos"`
}

func (m moment) time() time.Time { return time.Unix(number(m.Seconds), m.Nanos).UTC() }

type consensusAt struct {
	Height string `json:"height"`
	State  string `json:"consensus_state_b64"`
}

type input struct {
	ClientState     string        `json:"client_state_b64"`
	ConsensusStates []consensusAt `json:"consensus_states"`
	TrustedTime     moment        `json:"trusted_time"`
	Header          string        `json:"header_b64"`
	Misbehaviour    string        `json:"misbehaviour_b64"`
	HostTime        moment        `json:"host_time"`
	HostHeight      string        `json:"host_height"`
	HostChainID     string        `json:"host_chain_id"`

	TrustedHeader       string `json:"trusted_signed_header_b64"`
	TrustedValidators   string `json:"trusted_validators_b64"`
	UntrustedHeader     string `json:"untrusted_signed_header_b64"`
	UntrustedValidators string `json:"untrusted_validators_b64"`
	TrustingPeriod      string `json:"trusting_period"`
	Now                 moment `json:"now"`
	MaxClockDrift       string `json:"max_clock_drift"`
	TrustLevel          struct {
		Numerator   string `json:"numerator"`
		Denominator string `json:"denominator"`
	} `json:"trust_level"`

	ChainID   string `json:"chain_id"`
	PublicKey string `json:"public_key"`
	Evidence  string `json:"evidence_b64"`
}

type testCase struct {
	Kind  string `json:"kind"`
	Input input  `json:"input"`
}

// verdict has one member per question; an answer is "ok", "refused: why" or "panic: why".
type verdict map[string]any

func main() {
	var cases []testCase
	must(json.NewDecoder(os.Stdin).Decode(&cases))
	tendermint.RegisterInterfaces(registry)
	kinds := map[string]func(input) verdict{
		"client_update": clientUpdate,
		"misbehaviour":  misbehaviour,
		"light_verify":  lightVerify,
		"double_voting": doubleVoting,
	}
	verdicts := make([]verdict, len(cases))
	for i, one := range cases {
		verdicts[i] = kinds[one.Kind](one.Input)
	}
	must(json.NewEncoder(os.Stdout).Encode(verdicts))
}

func clientUpdate(in input) verdict {
	var header tendermint.Header
	return clientMessage(in, decode(in.Header, &header), &header)
}

func misbehaviour(in input) verdict {
	var message tendermint.Misbehaviour
	found := clientMessage(in, decode(in.Misbehaviour, &message), &message)
	keeper := providerkeeper.Keeper{}
	found["provider_byzantine"] = listing(func() ([]*cmttypes.Validator, error) {
		return keeper.GetByzantineValidators(sdk.Context{}, message)
	})
	found["comet_byzantine"] = listing(func() ([]*cmttypes.Validator, error) { return blamed(message) })
	return found
}

func blamed(message tendermint.Misbehaviour) ([]*cmttypes.Validator, error) {
	conflicting, err := cmttypes.SignedHeaderFromProto(message.Header1.SignedHeader)
	if err != nil {
		return nil, err
	}
	validators, err := cmttypes.ValidatorSetFromProto(message.Header1.ValidatorSet)
	if err != nil {
		return nil, err
	}
	common, err := cmttypes.ValidatorSetFromProto(message.Header1.TrustedValidators)
	if err != nil {
		return nil, err
	}
	trusted, err := cmttypes.SignedHeaderFromProto(message.Header2.SignedHeader)
	if err != nil {
		return nil, err
	}
	evidence := cmttypes.LightClientAttackEvidence{
		ConflictingBlock: &cmttypes.LightBlock{SignedHeader: conflicting, ValidatorSet: validators},
		CommonHeight:     int64(message.Header1.TrustedHeight.RevisionHeight),
	}
	return evidence.GetByzantineValidators(common, trusted), nil
}

func listing(find func() ([]*cmttypes.Validator, error)) (found any) {
	var names []string
	why := answer(func() error {
		validators, err := find()
		for _, one := range validators {
			names = append(names, hex.EncodeToString(one.Address))
		}
		return err
	})
	if why != "ok" {
		return why
	}
	return names
}

// clientMessage asks a client with its stored states, in the order of ibc's client keeper.
func clientMessage(in input, decoded string, message exported.ClientMessage) verdict {
	found := verdict{"decode": decoded}
	if decoded != "ok" {
		return found
	}
	ctx, key := contextOf(in)
	provider := clienttypes.NewStoreProvider(runtime.NewKVStoreService(key))
	module := tendermint.NewLightClientModule(cdc, provider)
	kv := provider.ClientStore(ctx, clientID)
	fill(kv, in)

	found["status"] = text(func() string { return module.Status(ctx, clientID).String() })
	found["validate_basic"] = answer(message.ValidateBasic)
	found["verify"] = answer(func() error { return module.VerifyClientMessage(ctx, clientID, message) })
	if found["verify"] != "ok" {
		return found
	}
	isMisbehaviour := false
	found["misbehaviour"] = text(func() string {
		isMisbehaviour = module.CheckForMisbehaviour(ctx, clientID, message)
		return strconv.FormatBool(isMisbehaviour)
	})
	found["after"] = answer(func() error {
		if isMisbehaviour {
			module.UpdateStateOnMisbehaviour(ctx, clientID, message)
			return nil
		}
		heights := []string{}
		for _, height := range module.UpdateState(ctx, clientID, message) {
			heights = append(heights, height.String())
		}
		found["updated_heights"] = heights
		return nil
	})
	found["store"] = pairs(kv)
	return found
}

func contextOf(in input) (sdk.Context, *storetypes.KVStoreKey) {
	key := storetypes.NewKVStoreKey("ibc")
	multi := store.NewCommitMultiStore(dbm.NewMemDB(), log.NewNopLogger(), metrics.NewNoOpMetrics())
	multi.MountStoreWithDB(key, storetypes.StoreTypeIAVL, nil)
	must(multi.LoadLatestVersion())
	header := cmtproto.Header{
		ChainID: in.HostChainID,
		Height:  number(in.HostHeight),
		Time:    in.HostTime.time(),
	}
	ctx := sdk.NewContext(multi.CacheMultiStore(), header, false, log.NewNopLogger())
	return ctx.WithContext(context.Background()), key
}

// fill stores the states as they stand in the input, with the processing times that the vectors have.
func fill(kv storetypes.KVStore, in input) {
	client := wrapped("/ibc.lightclients.tendermint.v1.ClientState", bytesOf(in.ClientState))
	kv.Set(host.ClientStateKey(), client)
	for i, one := range in.ConsensusStates {
		height, err := clienttypes.ParseHeight(one.Height)
		must(err)
		value := wrapped("/ibc.lightclients.tendermint.v1.ConsensusState", bytesOf(one.State))
		kv.Set(host.ConsensusStateKey(height), value)
		tendermint.SetIterationKey(kv, height)
		delay := time.Second
		if i > 0 {
			delay = 2 * time.Second
		}
		processed := in.TrustedTime.time().Add(delay).UnixNano()
		tendermint.SetProcessedTime(kv, height, uint64(processed))
		tendermint.SetProcessedHeight(kv, height, clienttypes.NewHeight(1, 77))
	}
}

func wrapped(typeURL string, value []byte) []byte {
	packed, err := (&codectypes.Any{TypeUrl: typeURL, Value: value}).Marshal()
	must(err)
	return packed
}

func pairs(kv storetypes.KVStore) [][2]string {
	found := [][2]string{}
	iterator := kv.Iterator(nil, nil)
	defer iterator.Close()
	for ; iterator.Valid(); iterator.Next() {
		found = append(found, [2]string{
			hex.EncodeToString(iterator.Key()),
			hex.EncodeToString(iterator.Value()),
		})
	}
	return found
}

func lightVerify(in input) verdict {
	why := answer(func() error {
		trusted, err := signedHeader(in.TrustedHeader)
		if err != nil {
			return err
		}
		untrusted, err := signedHeader(in.UntrustedHeader)
		if err != nil {
			return err
		}
		trustedValidators, err := validatorSet(in.TrustedValidators)
		if err != nil {
			return err
		}
		validators, err := validatorSet(in.UntrustedValidators)
		if err != nil {
			return err
		}
		level := cmtmath.Fraction{
			Numerator:   uint64(number(in.TrustLevel.Numerator)),
			Denominator: uint64(number(in.TrustLevel.Denominator)),
		}
		return light.Verify(
			trusted, trustedValidators, untrusted, validators,
			time.Duration(number(in.TrustingPeriod)), in.Now.time(),
			time.Duration(number(in.MaxClockDrift)), level,
		)
	})
	return verdict{"verify": why}
}

func signedHeader(text string) (*cmttypes.SignedHeader, error) {
	var proto cmtproto.SignedHeader
	if err := proto.Unmarshal(bytesOf(text)); err != nil {
		return nil, err
	}
	return cmttypes.SignedHeaderFromProto(&proto)
}

func validatorSet(text string) (*cmttypes.ValidatorSet, error) {
	var proto cmtproto.ValidatorSet
	if err := proto.Unmarshal(bytesOf(text)); err != nil {
		return nil, err
	}
	return cmttypes.ValidatorSetFromProto(&proto)
}

func doubleVoting(in input) verdict {
	var proto cmtproto.DuplicateVoteEvidence
	if why := decode(in.Evidence, &proto); why != "ok" {
		return verdict{"comet": why}
	}
	evidence, err := cmttypes.DuplicateVoteEvidenceFromProto(&proto)
	if err != nil {
		return verdict{"comet": "refused: " + err.Error()}
	}
	key, err := hex.DecodeString(in.PublicKey)
	must(err)
	keeper := providerkeeper.Keeper{}
	return verdict{
		"comet": answer(evidence.ValidateBasic),
		"provider": answer(func() error {
			return keeper.VerifyDoubleVotingEvidence(*evidence, in.ChainID, &ed25519.PubKey{Key: key})
		}),
	}
}

func answer(ask func() error) (found string) {
	defer func() {
		if r := recover(); r != nil {
			found = fmt.Sprintf("panic: %v", r)
		}
	}()
	if err := ask(); err != nil {
		return "refused: " + err.Error()
	}
	return "ok"
}

func text(ask func() string) (found string) {
	defer func() {
		if r := recover(); r != nil {
			found = fmt.Sprintf("panic: %v", r)
		}
	}()
	return ask()
}

func decode(text string, into interface{ Unmarshal([]byte) error }) string {
	return answer(func() error { return into.Unmarshal(bytesOf(text)) })
}

func bytesOf(text string) []byte {
	decoded, err := base64.StdEncoding.DecodeString(text)
	must(err)
	return decoded
}

func number(text string) int64 {
	parsed, err := strconv.ParseInt(text, 10, 64)
	must(err)
	return parsed
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}
