package dev.isthmus.master.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MesosDurationTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "5secs | PT5S",
                "1.5hrs | PT1H30M",
                ".5mins | PT30S",
                "250ms | PT0.25S",
                "7us | PT0.000007S",
                "9ns | PT0.000000009S",
                "2days | PT48H",
                "1weeks | PT168H",
                "0secs | PT0S",
                "10. | Invalid duration '10.'",
                "10 | Invalid duration '10'",
                "~~ | Invalid duration ''",
                "foo | Failed to convert '' to number",
                "-1secs | Failed to convert '' to number",
                "1.2.3secs | Failed to convert '1.2.3' to number",
                "5s | Unknown duration unit 's'; supported units are 'ns', 'us', 'ms', 'secs', 'mins', 'hrs', 'days', and 'weeks'",
                "5 secs | Unknown duration unit ' secs'; supported units are 'ns', 'us', 'ms', 'secs', 'mins', 'hrs', 'days', and 'weeks'",
                "99999999weeks | Argument out of the range that a Duration can represent due to int64_t's size limit",
            })
    void it_is_read_as_mesos_reads_it(String text, String read) {
        assertThat(MesosDuration.read(text).<String>fold(Duration::toString, why -> why))
                .isEqualTo(read);
    }
}
