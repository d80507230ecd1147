package dev.isthmus.testkit.contract.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;
import static org.junit.platform.launcher.EngineFilter.includeEngines;

import dev.isthmus.testkit.memory.MemoryJournals;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Whoever examines a journal says how many histories are worth the time. */
@Isolated // A property of the JVM is changed.
class HistoryTriesTest {

    private static final String PROPERTY = "isthmus.journal.histories";

    private final String before = System.getProperty(PROPERTY, "40");

    /** Counts the places that it is given: one a history. */
    static final class Counted extends JournalContract {

        private static final AtomicInteger PLACES = new AtomicInteger();

        @Override
        protected ExaminedJournals journals() {
            PLACES.incrementAndGet();
            return new ExaminedMemoryJournals(new MemoryJournals());
        }
    }

    private static int tried(String histories) {
        System.setProperty(PROPERTY, histories);
        Counted.PLACES.set(0);
        LauncherFactory.create()
                .execute(LauncherDiscoveryRequestBuilder.request()
                        .selectors(selectMethod(
                                Counted.class,
                                "required_JN07_order_any_history_is_recalled_as_a_simple_list_would",
                                "java.util.List"))
                        .filters(includeEngines("jqwik"))
                        .build());
        return Counted.PLACES.get();
    }

    @AfterEach
    void restore() {
        System.setProperty(PROPERTY, before);
    }

    @Test
    void so_many_histories_are_tried_as_a_property_says() {
        assertThat(tried("3")).isEqualTo(3);
        assertThat(tried("40")).isEqualTo(40);
    }

    @Test
    void nothing_is_tried_where_it_says_no_number_of_histories() {
        assertThat(tried("0")).isZero();
        assertThat(tried("41")).isZero();
        assertThat(tried("few")).isZero();
    }
}
