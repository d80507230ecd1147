package dev.isthmus.mesos.resource;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.resource.Amount;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;

class ScalarsTest {

    private static Optional<Long> thousandths(double value) {
        return Scalars.amount(value).map(Amount::thousandths);
    }

    @Test
    void point_117_values_are_rounded_to_thousandths_halves_away_from_zero() {
        assertThat(thousandths(1.0004)).contains(1000L);
        assertThat(thousandths(1.5015)).contains(1502L);
        assertThat(thousandths(0.1 + 0.2)).contains(300L);
        assertThat(thousandths(0.0005)).contains(1L);
        assertThat(thousandths(1.0025)).contains(1003L);
    }

    @Test
    void point_117_a_hundred_thousand_additions_and_subtractions_cancel() {
        Amount step = Scalars.amount(1.001).orElseThrow();
        Amount sum = Scalars.amount(3).orElseThrow();
        for (int i = 0; i < 100_000; i++) {
            sum = sum.plus(step);
        }
        for (int i = 0; i < 100_000; i++) {
            sum = sum.minusUpTo(step);
        }
        assertThat(Scalars.value(sum)).isEqualTo(3.0);
    }

    @Test
    void point_118_zero_is_valid_and_what_is_no_amount_is_not() {
        assertThat(thousandths(0)).contains(0L);
        assertThat(thousandths(-0.0)).contains(0L);
        for (double bad : new double[] {
            0.0001,
            -0.0001,
            -1,
            Double.NaN,
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY,
            Double.MIN_VALUE,
            Double.MAX_VALUE,
            9.3e15
        }) {
            assertThat(thousandths(bad)).as("%s", bad).isEmpty();
        }
    }

    @Property
    void point_117_rounding_is_exact(@ForAll @DoubleRange(min = 1, max = 1e12) @Scale(6) double value) {
        // The product itself is a double in Mesos too; what is checked is how it is rounded.
        long expected =
                new BigDecimal(value * 1000).setScale(0, RoundingMode.HALF_UP).longValueExact();
        assertThat(thousandths(value)).contains(expected);
    }

    @Property
    void what_is_written_is_read_back(@ForAll @LongRange(min = 0, max = 1_000_000_000_000L) long thousandths) {
        Amount amount = Amount.ofThousandths(thousandths);
        assertThat(Scalars.amount(Scalars.value(amount))).contains(amount);
    }
}
