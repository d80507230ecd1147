package dev.isthmus.master.main;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.isthmus.api.resource.Amount;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoleWeightsTest {

    @Test
    void weights_are_numbers_by_role() {
        assertThat(RoleWeights.read("web=2,batch=0.5, a/b = 1.125"))
                .isEqualTo(
                        Map.of("web", Amount.of(2), "batch", Amount.parse("0.5"), "a/b", Amount.ofThousandths(1125)));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            delimiter = '|',
            value = {
                "web | 'web' is no weight: want role=number,role=number",
                "web=1, | '' is no weight: want role=number,role=number",
                "=1 | Role names cannot be the empty string",
                "../b=1 | Role '../b' cannot include '..' as a component",
                "web=0 | weight '0' of role 'web': weights must be positive",
                "web=-1 | weight '-1' of role 'web': want a number above 0 with at most three decimals",
                "web=0.0001 | weight '0.0001' of role 'web': want a number above 0 with at most three decimals",
                "web=many | weight 'many' of role 'web': want a number above 0 with at most three decimals",
                "web=1,web=2 | role 'web' has two weights",
            })
    void what_is_no_weight_is_refused_by_name(String text, String why) {
        assertThatThrownBy(() -> RoleWeights.read(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(why);
    }
}
