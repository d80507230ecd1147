package dev.isthmus.master.role;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.isthmus.api.journal.MasterEntry;
import dev.isthmus.api.journal.MasterEntry.Quota;
import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.master.json.MesosJson;
import dev.isthmus.master.snapshot.ClusterUse;
import dev.isthmus.master.snapshot.RoleUse;
import dev.isthmus.mesos.messages.v1.master.Protos.Call.UpdateQuota;
import dev.isthmus.mesos.messages.v1.master.Protos.Call.UpdateWeights;
import dev.isthmus.mesos.messages.v1.quota.Protos.QuotaRequest;
import dev.isthmus.mesos.protobuf.ByteString;
import dev.isthmus.mesos.protobuf.Message;
import dev.isthmus.mesos.resource.ScalarQuantities;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Mesos's rules say of changes, in its words: a cluster of 8 CPUs, of which role {@code used} has 3, and role {@code set} has a quota of 2. */
class RoleRulesTest {

    private static final RolesView NOW = new RolesView(
            new RoleSettings(new TreeMap<>(), new TreeMap<>(Map.of("set", quota(2, 2)))),
            new ClusterUse(
                    cpus(8),
                    new TreeMap<>(Map.of(
                            "used",
                            new RoleUse(cpus(3), cpus(3), ScalarQuantities.NONE, ScalarQuantities.NONE, List.of())))));

    private static ScalarQuantities cpus(long amount) {
        return ScalarQuantities.of(amounts(amount));
    }

    private static SortedMap<ResourceName, Amount> amounts(long cpus) {
        return new TreeMap<>(Map.of(ResourceName.CPUS, Amount.of(cpus)));
    }

    private static Quota quota(long guarantee, long limit) {
        return new Quota(amounts(guarantee), amounts(limit));
    }

    private static <M extends Message> M read(String json, M type) {
        return MesosJson.read(ByteString.copyFromUtf8(json.replace('\'', '"')), type)
                .<Supplier<M>>fold(read -> () -> read, why -> () -> fail(why), why -> () -> fail(why))
                .get();
    }

    /** The status and the text of a refusal, or what is granted. */
    private static String judged(RoleChange change) {
        return change.judge(NOW)
                .fold(
                        refused -> refused.answer().status() + " "
                                + refused.answer().body(),
                        granted -> granted.fact().toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "[{'role': 'a', 'weight': 2.5}, {'role': ' b ', 'weight': 1}] | weights {a=2.5, b=1}",
                "[{'role': 'a/b', 'weight': 0.001}] | weights {a/b=0.001}",
                "[{'role': '*', 'weight': 2}] | weights {*=2}",
                "[] | weights {}",
                "[{'role': 'a', 'weight': 2}, {'role': '-b', 'weight': 1}] | 400 Failed to validate update weights request JSON: Invalid role '-b': Role component '-b' is invalid because it starts with a dash",
                "[{'role': '', 'weight': 1}] | 400 Failed to validate update weights request JSON: Invalid role '': Role names cannot be the empty string",
                "[{'role': 'a b', 'weight': 1}] | 400 Failed to validate update weights request JSON: Invalid role 'a b': Role component 'a b' is invalid because it contains backspace or whitespace",
                "[{'role': 'a', 'weight': 0}] | 400 Failed to validate update weights request JSON for role 'a': Invalid weight '0': Weights must be positive",
                "[{'role': 'a', 'weight': -1.5}] | 400 Failed to validate update weights request JSON for role 'a': Invalid weight '-1.5': Weights must be positive",
                "[{'role': 'a', 'weight': 0.0001}] | 400 Failed to validate update weights request JSON for role 'a': Invalid weight '0.0001': Weights are held from 0.001 to 9.2e15, with three decimals",
                "[{'role': 'a', 'weight': 1e300}] | 400 Failed to validate update weights request JSON for role 'a': Invalid weight '1000000",
                "[{'role': 'a', 'weight': 'Infinity'}] | 400 Failed to validate update weights request JSON for role 'a': Invalid weight 'Infinity': Weights are held",
            })
    void fact_60_weights_are_of_roles_and_above_0(String weights, String verdict) {
        UpdateWeights call = read("{'weight_infos': " + weights + "}", UpdateWeights.getDefaultInstance());
        assertThat(judged(new RoleChange.UpdateWeights(call.getWeightInfosList())))
                .startsWith(verdict);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'role': 'a', 'guarantees': {'cpus': {'value': 2}, 'mem': {'value': 0}}, 'limits': {'cpus': {'value': 4}, 'gpus': {'value': 0}} | quotas {a=guarantees {cpus=2} limits {cpus=4, gpus=0}}",
                "'role': 'set' | quotas {set=none}",
                "'role': '*', 'limits': {'cpus': {'value': 1}} | quotas {*=guarantees {} limits {cpus=1}}",
                "'role': 'a/b' | 400 Updating quota on nested role 'a/b' is not supported yet",
                "'role': '..' | 400 Invalid QuotaConfig: Invalid 'QuotaConfig.role': Role '..' cannot include '..' as a component",
                "'role': 'a', 'guarantees': {'mem': {'value': 2e12}} | 400 Invalid QuotaConfig: Invalid 'QuotaConfig.guarantees': {'mem': 2000000000000} is invalid: values greater than 1 exabyte (1099511627776) are not supported",
                "'role': 'a', 'limits': {'x': {'value': 2e12}} | 400 Invalid QuotaConfig: Invalid 'QuotaConfig.limits': {'x': 2000000000000} is invalid: values greater than 1 trillion (1000000000000) are not supported",
                "'role': 'a', 'guarantees': {'cpus': {'value': -1}} | 400 Invalid QuotaConfig: Invalid guarantee configuration {'cpus': -1}: Negative values not supported",
                "'role': 'a', 'limits': {'cpus': {'value': '-Infinity'}} | 400 Invalid QuotaConfig: Invalid limit configuration {'cpus': -Infinity}: Infinite values not supported",
                "'role': 'a', 'limits': {'': {'value': 1}} | 400 Invalid QuotaConfig: Invalid limit configuration {'': 1}: Empty resource name",
                "'role': 'a', 'guarantees': {'cpus': {'value': 3}, 'mem': {'value': 1}}, 'limits': {'cpus': {'value': 2}} | 400 Invalid QuotaConfig: 'QuotaConfig.guarantees' { cpus: 3, mem: 1 } is not contained within the 'QuotaConfig.limits' { cpus: 2 }",
                "'role': 'used', 'limits': {'cpus': {'value': 2}} | 400 Invalid QuotaConfig: Role 'used' is already consuming 'cpus:3'; this is more than the requested limits 'cpus:2' (use 'force' flag to bypass this check)",
                "'role': 'used', 'limits': {'cpus': {'value': 3}} | quotas {used=",
                "'role': 'a', 'guarantees': {'cpus': {'value': 6}} | quotas {a=",
                "'role': 'a', 'guarantees': {'cpus': {'value': 6.001}} | 400 Invalid QuotaConfig: total quota guarantees 'cpus:8.001' exceed cluster capacity 'cpus:8' (use 'force' flag to bypass this check)",
                "'role': 'set', 'guarantees': {'cpus': {'value': 8}} | quotas {set=",
                "'role': 'a', 'guarantees': {'mem': {'value': 1}} | 400 Invalid QuotaConfig: total quota guarantees 'cpus:2; mem:1' exceed cluster capacity 'cpus:8' (use",
            })
    void fact_62_64_a_quota_is_of_a_top_level_role_and_within_its_limits_and_the_cluster(
            String config, String verdict) {
        assertThat(judged(update("{" + config + "}", false))).startsWith(verdict);
    }

    private static RoleChange update(String configs, boolean force) {
        UpdateQuota call = read("{'quota_configs': [" + configs + "]}", UpdateQuota.getDefaultInstance());
        return new RoleChange.UpdateQuota(call.getQuotaConfigsList(), force);
    }

    @Test
    void fact_64_of_several_all_or_none_are_changed() {
        assertThat(judged(update("{'role': 'a'}, {'role': 'b/c'}", true))).startsWith("400 ");
        assertThat(judged(update("{'role': 'a', 'limits': {'cpus': {'value': 1}}}, {'role': 'set'}", false)))
                .isEqualTo("quotas {a=guarantees {} limits {cpus=1}, set=none}");
    }

    @Test
    void fact_64_force_goes_beyond_what_there_is_and_below_what_is_used_but_breaks_no_other_rule() {
        assertThat(judged(update("{'role': 'used', 'limits': {'cpus': {'value': 2}}}", true)))
                .startsWith("quotas {used=");
        assertThat(judged(update("{'role': 'a', 'guarantees': {'cpus': {'value': 1000}}}", true)))
                .startsWith("quotas {a=");
        assertThat(judged(update("{'role': 'a/b'}", true))).startsWith("400 ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'role': 'a', 'guarantee': [CPUS 2}}] | quotas {a=guarantees {cpus=2} limits {cpus=2}}",
                "'role': 'a', 'guarantee': [CPUS 0}}] | quotas {a=guarantees {} limits {cpus=0}}",
                "'guarantee': [CPUS 2}}] | 400 Failed to validate set quota request: QuotaInfo must specify a role",
                "'role': '/a', 'guarantee': [CPUS 2}}] | 400 Failed to validate set quota request: QuotaInfo with invalid role: Role '/a' cannot start with a slash",
                "'role': 'a' | 400 Failed to validate set quota request: QuotaInfo with empty 'guarantee'",
                "'role': 'a', 'guarantee': [CPUS 9000000000000000}}], 'force': true | 400 Failed to validate set quota request: {'cpus': 9000000000000000} is invalid: values greater than 1 trillion (1000000000000) are not supported",
                "'role': 'a', 'guarantee': [CPUS 2}}, CPUS 1}}] | 400 Failed to validate set quota request: QuotaInfo contains duplicate resource name 'cpus'",
                "'role': 'a', 'guarantee': [CPUS -2}}] | 400 Failed to validate set quota request: QuotaInfo with invalid resource: Resource 'cpus' is invalid: Invalid scalar resource: value <= 0",
                "'role': 'a', 'guarantee': [{'name': 'cpus', 'type': 'SCALAR'}] | 400 Failed to validate set quota request: QuotaInfo with invalid resource: Resource 'cpus' is invalid: Invalid scalar resource",
                "'role': 'a', 'guarantee': [{'name': '', 'type': 'SCALAR'}] | 400 Failed to validate set quota request: QuotaInfo with invalid resource: Resource '' is invalid: Empty resource name",
                "'role': 'a', 'guarantee': [{'name': 'x', 'type': 'TEXT'}] | 400 Failed to validate set quota request: QuotaInfo with invalid resource: Resource 'x' is invalid: Unsupported resource type",
                "'role': 'a', 'guarantee': [{'name': 'ports', 'type': 'RANGES', 'ranges': {'range': [{'begin': 1, 'end': 2}]}}] | 400 Failed to validate set quota request: QuotaInfo must not include non-scalar resources",
                "'role': 'a', 'guarantee': [CPUS 2}, 'revocable': {}}] | 400 Failed to validate set quota request: QuotaInfo must not contain RevocableInfo",
                "'role': 'a', 'guarantee': [CPUS 2}, 'reservations': [{'type': 'DYNAMIC', 'role': 'a'}]}] | 400 Failed to validate set quota request: QuotaInfo must not contain any ReservationInfo",
                "'role': 'a', 'guarantee': [{'name': 'disk', 'type': 'SCALAR', 'scalar': {'value': 1}, 'disk': {}}] | 400 Failed to validate set quota request: QuotaInfo must not contain DiskInfo",
                "'role': 'set', 'guarantee': [CPUS 2}}] | 400 Failed to validate set quota request: Cannot set quota for role 'set' which already has quota",
                "'role': 'set/b', 'guarantee': [CPUS 2}}] | 400 Setting quota on nested role 'set/b' is not supported yet",
                "'role': 'set/b', 'guarantee': [CPUS 3}}] | 400 Failed to validate set quota request: Invalid quota configuration. Parent role 'set' with guarantees (cpus:2) does not contain the sum of its children's guarantees (cpus:3)",
                "'role': 'x/y/z', 'guarantee': [CPUS 3}}] | 400 Failed to validate set quota request: Invalid quota configuration. Parent role 'y' with guarantees ({}) does not contain the sum of its children's guarantees (cpus:3)",
                "'role': 'a', 'guarantee': [CPUS 7}}] | 409 Quota guarantees overcommit the cluster (use 'force' to bypass this check): Total quota guarantees 'cpus:9' exceed cluster capacity 'cpus:8'",
                "'force': true, 'role': 'a', 'guarantee': [CPUS 7}}] | quotas {a=guarantees {cpus=7} limits {cpus=7}}",
            })
    void fact_65_a_quota_of_the_old_form_is_for_a_role_that_has_none(String request, String verdict) {
        String json = request.replace("CPUS ", "{'name': 'cpus', 'type': 'SCALAR', 'scalar': {'value': ");
        assertThat(judged(new RoleChange.SetQuota(read("{" + json + "}", QuotaRequest.getDefaultInstance()))))
                .isEqualTo(verdict);
    }

    @Test
    void fact_65_a_quota_is_removed_once() {
        assertThat(judged(new RoleChange.RemoveQuota("set", Optional.empty()))).isEqualTo("quotas {set=none}");
        assertThat(judged(new RoleChange.RemoveQuota("a", Optional.empty())))
                .isEqualTo("400 Failed to remove quota: Role 'a' has no quota set");
        assertThat(judged(new RoleChange.RemoveQuota("a", Optional.of("/master/quota/a"))))
                .isEqualTo("400 Failed to remove quota for path '/master/quota/a': Role 'a' has no quota set");
    }

    @Test
    void what_is_set_is_what_was_set_last() {
        RoleSettings settings = new RoleFact.Quotas(
                        new MasterEntry.Quotas(new TreeMap<>(Map.of("set", Quota.NONE, "a", quota(1, 1)))))
                .after(NOW.settings());
        assertThat(settings.quotas()).containsOnlyKeys("a");
        assertThat(new RoleFact.Weights(new MasterEntry.Weights(new TreeMap<>(Map.of("w/x", Amount.of(2)))))
                        .after(settings)
                        .weights())
                .containsOnlyKeys("w/x");
    }

    @Test
    void fact_80_roles_are_known_by_a_framework_a_reservation_a_weight_or_a_quota_and_so_are_those_above_them() {
        RoleSettings settings = NOW.settings().withWeights(new TreeMap<>(Map.of("w/x/y", Amount.of(2))));
        assertThat(new RolesView(settings, NOW.use()).known()).containsExactly("set", "used", "w", "w/x", "w/x/y");
    }
}
