package dev.isthmus.mesos.offer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.ResourcesText;
import dev.isthmus.mesos.messages.Protos.Resource;
import dev.isthmus.mesos.resource.OfferedResources;
import dev.isthmus.mesos.resource.ResourcesByReservation;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an offer has in it is written again when it is another, and then what was written before is kept no longer. */
class LastOfferTest {

    private final LastOffer entries = new LastOffer();

    private static ResourcesByReservation cpus(int cpus) {
        return ResourcesByReservation.of(ResourcesText.parse(Dialect.MESOS, "cpus:" + cpus + "; mem:100"));
    }

    @Test
    void same_offer_made_again_has_the_entries_of_before() {
        List<Resource> first = entries.of(cpus(4), "web", true, true);

        assertThat(first).isEqualTo(OfferedResources.write(cpus(4), "web", true, true));
        assertThat(entries.of(cpus(4), "web", true, true)).isSameAs(first);
    }

    @Test
    void whatever_is_other_has_entries_of_its_own() {
        entries.of(cpus(4), "web", true, true);
        assertThat(entries.of(cpus(3), "web", true, true))
                .isEqualTo(OfferedResources.write(cpus(3), "web", true, true));
        assertThat(entries.of(cpus(3), "db", true, true)).isEqualTo(OfferedResources.write(cpus(3), "db", true, true));
        assertThat(entries.of(cpus(3), "db", false, true))
                .isEqualTo(OfferedResources.write(cpus(3), "db", false, true));
        assertThat(entries.of(cpus(3), "db", false, false))
                .isEqualTo(OfferedResources.write(cpus(3), "db", false, false));
    }

    @Test
    void only_those_of_the_last_offer_are_kept() {
        ResourcesByReservation refused = cpus(4);
        List<Resource> first = entries.of(refused, "web", true, true);
        entries.of(cpus(3), "web", true, true);

        assertThat(entries.of(refused, "web", true, true)).isEqualTo(first).isNotSameAs(first);
    }
}
