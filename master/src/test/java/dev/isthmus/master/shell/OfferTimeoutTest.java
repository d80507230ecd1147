package dev.isthmus.master.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.settings.Settings;
import dev.isthmus.mesos.FrontendSettings;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Fact 58: on a small cluster a framework that sits on its offers starves the others. */
class OfferTimeoutTest {

    @Test
    void offers_of_a_master_are_valid_for_a_minute_unless_somebody_says_otherwise() {
        assertThat(timeout("")).contains(Duration.ofMinutes(1));
        assertThat(timeout("5s")).contains(Duration.ofSeconds(5));
        assertThat(timeout("0s")).as("for ever").isEmpty();
    }

    private static Optional<Duration> timeout(String setting) {
        return LeadingMaster.policy(Settings.builder()
                        .set(FrontendSettings.OFFER_TIMEOUT, setting)
                        .build())
                .offerTimeout();
    }
}
