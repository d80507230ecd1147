package dev.isthmus.master.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Facts 19 and 20: doubles have a point, and are read as what they were. */
class DoubleTextTest {

    @ParameterizedTest
    @CsvSource({
        "0.0, 0.0",
        "-0.0, -0.0",
        "1.0, 1.0",
        "-1.5, -1.5",
        "0.29, 0.29",
        "0.001, 0.001",
        "-0.012, -0.012",
        "0.0001, 0.00010",
        "1700000001.125, 1700000001.125",
        "999999999999.999, 999999999999.999",
        "1e15, 1000000000000000.0",
        "-9.223372036854775808E15, -9223372036854776.0",
        "1e21, 1.0e21"
    })
    void as_mesos_writes_them(double value, String text) {
        assertThat(DoubleText.write(value)).isEqualTo(text);
    }

    @Test
    void thousandths_are_read_as_they_were() {
        Random random = new Random(1);
        for (int i = 0; i < 100_000; i++) {
            double value = (random.nextLong() >> random.nextInt(50)) / 1000.0;
            assertThat(Double.parseDouble(DoubleText.write(value))).isEqualTo(value);
        }
    }
}
