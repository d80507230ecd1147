package dev.isthmus.api.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Amounts, by conformance points 117 to 119: what Mesos does with scalars in fixed point. That 1.0004 is read as 1, and that NaN and negative
 * values are refused, is the business of whoever reads the wire; an amount cannot be either.
 */
class AmountTest {

    @Test
    void point_117_a_tenth_and_two_tenths_are_three_tenths() {
        assertThat(Amount.parse("0.1").plus(Amount.parse("0.2"))).isEqualTo(Amount.parse("0.3"));
    }

    @Test
    void point_117_a_hundred_thousand_additions_and_subtractions_cancel_exactly() {
        Amount step = Amount.parse("1.001");
        Amount sum = Amount.ZERO;
        for (int i = 0; i < 100_000; i++) {
            sum = sum.plus(step);
        }
        assertThat(sum).hasToString("100100");
        for (int i = 0; i < 100_000; i++) {
            sum = sum.minusUpTo(step);
        }
        assertThat(sum).isEqualTo(Amount.ZERO);
    }

    @Test
    void point_118_a_negative_amount_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Amount.ofThousandths(-1))
                .withMessage("amount -0.001 is negative: the smallest is 0");
        assertThatIllegalArgumentException().isThrownBy(() -> Amount.of(-2)).withMessageContaining("-2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Amount.parse("-0.5"))
                .withMessageContaining("-0.5");
    }

    @Test
    void point_118_an_amount_that_overflows_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Amount.of(Long.MAX_VALUE / 1000 + 1))
                .withMessageContainingAll("9223372036854776", "9223372036854775.807");
        assertThatIllegalArgumentException().isThrownBy(() -> Amount.of(Long.MIN_VALUE));
        assertThatThrownBy(() -> Amount.MAX.plus(Amount.ofThousandths(1))).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void point_119_subtraction_never_goes_below_nothing() {
        assertThat(Amount.of(1).minusUpTo(Amount.of(2))).isEqualTo(Amount.ZERO);
        assertThat(Amount.of(2).minusUpTo(Amount.of(2)).isZero()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "one", "NaN", "Infinity", "0.0005", "9223372036854775.808", "1e30", "1e2147483647", "-1"})
    void what_is_no_amount_is_refused_by_its_text(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Amount.parse(text))
                .satisfies(refused -> assertThat(refused.getMessage()).contains(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e-2147483647", "0.0000000000000000000000001"})
    void what_is_finer_than_a_thousandth_is_refused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Amount.parse(text))
                .withMessageContaining("three decimals");
    }

    @Test
    void a_text_is_read_as_it_is_meant() {
        assertThat(Amount.parse(" 0.5 ")).isEqualTo(Amount.ofThousandths(500));
        assertThat(Amount.parse("1e3")).isEqualTo(Amount.of(1000));
        assertThat(Amount.parse("1.50000")).isEqualTo(Amount.ofThousandths(1500));
        assertThat(Amount.MAX).hasToString("9223372036854775.807");
        assertThat(Amount.of(100)).hasToString("100");
    }

    @Property
    void a_text_is_read_back(@ForAll @LongRange(min = 0) long thousandths) {
        Amount amount = Amount.ofThousandths(thousandths);
        assertThat(Amount.parse(amount.toString())).isEqualTo(amount);
    }

    @Property
    void wholes_are_the_floor_and_the_ceiling(@ForAll @LongRange(min = 0) long thousandths) {
        Amount amount = Amount.ofThousandths(thousandths);
        BigDecimal exact = BigDecimal.valueOf(thousandths, 3);
        assertThat(amount.wholeDown())
                .isEqualTo(exact.setScale(0, RoundingMode.FLOOR).longValueExact());
        assertThat(amount.wholeUp())
                .isEqualTo(exact.setScale(0, RoundingMode.CEILING).longValueExact());
        assertThat(amount.isWhole()).isEqualTo(amount.wholeUp() == amount.wholeDown());
    }

    @Property(tries = 2000)
    void arithmetic_agrees_with_big_integers(@ForAll @LongRange(min = 0) long a, @ForAll @LongRange(min = 0) long b) {
        Amount first = Amount.ofThousandths(a);
        Amount second = Amount.ofThousandths(b);
        BigInteger sum = BigInteger.valueOf(a).add(BigInteger.valueOf(b));
        if (sum.bitLength() < Long.SIZE) {
            assertThat(first.plus(second).thousandths()).isEqualTo(sum.longValueExact());
            assertThat(first.plus(second).minusUpTo(second)).isEqualTo(first);
        } else {
            assertThatThrownBy(() -> first.plus(second)).isInstanceOf(ArithmeticException.class);
        }
        assertThat(first.minusUpTo(second).thousandths()).isEqualTo(Math.max(0, a - b));
        assertThat(first.min(second).thousandths()).isEqualTo(Math.min(a, b));
        assertThat(first.contains(second)).isEqualTo(a >= b);
        assertThat(first.compareTo(second)).isEqualTo(Long.compare(a, b));
    }
}
