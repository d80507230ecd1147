package dev.isthmus.master.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.journal.MasterEntry.Quota;
import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.ResourcesText;
import dev.isthmus.master.json.JsonText;
import dev.isthmus.master.snapshot.ClusterUse;
import dev.isthmus.master.snapshot.RoleUse;
import dev.isthmus.mesos.resource.ScalarQuantities;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Fact 80: what roles have, and what is set for them. */
class RolesJsonTest {

    private static final ClusterUse USE = new ClusterUse(
            ScalarQuantities.NONE,
            new TreeMap<>(Map.of(
                    "r",
                    new RoleUse(
                            quantities("cpus:1"),
                            quantities("cpus:1"),
                            quantities("cpus:2;mem:64"),
                            quantities(""),
                            List.of("f")))));

    private static ScalarQuantities quantities(String text) {
        return ScalarQuantities.of(ResourcesText.parse(Dialect.MESOS, text));
    }

    @Test
    void fact_80_where_nothing_is_set_a_role_weighs_one_and_has_no_quota() {
        assertThat(JsonText.write(RolesJson.of(USE)))
                .isEqualTo("{\"roles\":[{\"name\":\"r\",\"weight\":1.0,"
                        + "\"quota\":{\"role\":\"r\",\"guarantee\":{},\"limit\":{},\"consumed\":{\"cpus\":1.0}},"
                        + "\"resources\":{\"cpus\":3.0,\"mem\":64.0},\"allocated\":{\"cpus\":1.0},"
                        + "\"offered\":{\"cpus\":2.0,\"mem\":64.0},\"reserved\":{},\"frameworks\":[\"f\"]}]}");
    }

    @Test
    void fact_80_a_role_is_shown_with_what_is_set_for_it_whether_it_has_anything_or_not() {
        assertThat(JsonText.write(RolesJson.of(List.of("s"), role -> Amount.of(2), role -> Quota.NONE, USE)))
                .startsWith("{\"roles\":[{\"name\":\"s\",\"weight\":2.0,")
                .endsWith("\"frameworks\":[]}]}");
    }
}
