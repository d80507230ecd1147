package dev.isthmus.ecs.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An ARN of a task is its text, however it is kept. */
class TaskArnTest {

    private static final String CLUSTER = "arn:aws:ecs:us-east-1:123456789012:task/main/";

    @ParameterizedTest
    @ValueSource(
            strings = {
                CLUSTER + "0123456789abcdeffedcba9876543210",
                CLUSTER + "ffffffffffffffffffffffffffffffff",
                CLUSTER + "00000000000000000000000000000000",
                CLUSTER,
                CLUSTER + "0123456789ABCDEFFEDCBA9876543210",
                CLUSTER + "00123456789abcdeffedcba9876543210",
                CLUSTER + "0123456789abcdeffedcba987654321",
                "/0123456789abcdeffedcba9876543210",
                "0123456789abcdeffedcba9876543210",
                "arn/1",
                ""
            })
    void text_is_as_it_was(String text) {
        assertThat(TaskArn.of(text).text()).isEqualTo(text);
        assertThat(TaskArn.of(text)).isEqualTo(TaskArn.of(text));
    }

    @Property(tries = 200)
    void arns_are_equal_if_their_texts_are(@ForAll long high, @ForAll long low, @ForAll long other) {
        String one = CLUSTER + String.format(Locale.ROOT, "%016x%016x", high, low);
        String another = CLUSTER + String.format(Locale.ROOT, "%016x%016x", high, other);
        assertThat(TaskArn.of(one).text()).isEqualTo(one);
        assertThat(TaskArn.of(one).equals(TaskArn.of(another))).isEqualTo(one.equals(another));
    }

    @Example
    void what_tasks_of_a_cluster_have_in_common_is_one_object() {
        TaskArn.Id one = (TaskArn.Id) TaskArn.of(CLUSTER + "0123456789abcdeffedcba9876543210");
        TaskArn.Id other = (TaskArn.Id) TaskArn.of(CLUSTER + "fedcba98765432100123456789abcdef");
        assertThat(other.before()).isSameAs(one.before());
        assertThat(other).isNotEqualTo(one);
    }

    @Example
    void those_of_two_clusters_are_not_the_same() {
        String id = "0123456789abcdeffedcba9876543210";
        assertThat(TaskArn.of("arn:task/one/" + id)).isNotEqualTo(TaskArn.of("arn:task/two/" + id));
    }
}
