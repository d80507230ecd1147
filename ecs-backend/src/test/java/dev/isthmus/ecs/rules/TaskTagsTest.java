package dev.isthmus.ecs.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The grammar of tags, and what AWS takes as one. */
class TaskTagsTest {

    @Test
    void tags_are_keys_and_values_of_what_aws_takes() {
        assertThat(TaskTags.parse(" a=1, b = x y=z ,c=,,\u00e9+-._:/@=\u00e9+-=._:/@ "))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("a", "1", "b", "x y=z", "c", "", "\u00e9+-._:/@", "\u00e9+-=._:/@"));
        assertThat(TaskTags.parse("k".repeat(128) + "=" + "v".repeat(256))).hasSize(1);
        assertThat(TaskTags.parse("")).isEmpty();
        assertThat(TaskTags.parseLabels(" team, app,team")).isEqualTo(List.of("app", "team"));
        assertThat(TaskTags.parseLabels("")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "team#'team' is no tag: want key=value,key=value",
                "=x#'=x' is no tag: want key=value,key=value",
                "a=1,a=2#'a=2' is the second tag of key a: keep one",
                "Aws:a=1#'Aws:a=1' is no tag: its key begins with aws:",
                "a=aws:b#'a=aws:b' is no tag: its value begins with aws:",
                "a*=1#its key has '*', and AWS takes letters, digits, spaces and + - = . _ : / @",
                "a=x;y#its value has ';', and AWS takes",
                "KEY=1#its key has 129 characters, and AWS takes at most 128",
                "a=VALUE#its value has 257 characters, and AWS takes at most 256"
            })
    void what_is_no_tag_is_told_with_the_reason(String text, String reason) {
        String tags = text.replace("KEY", "k".repeat(129)).replace("VALUE", "v".repeat(257));
        assertThatThrownBy(() -> TaskTags.parse(tags))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void label_that_can_be_no_tag_leaves_that_of_the_settings_which_the_warning_says() {
        TaskTags tags = new TaskTags(TaskTags.parse("team=nobody"), List.of("app", "team"));
        List<String> warnings = new ArrayList<>();
        assertThat(tags.of(RuleValues.NONE, new TreeMap<>(Map.of("app", "a;b", "team", "c;d")), warnings))
                .containsExactlyEntriesOf(Map.of("team", "nobody"));
        assertThat(warnings)
                .satisfiesExactly(
                        app -> assertThat(app).startsWith("label app is not among its tags: "),
                        team -> assertThat(team)
                                .startsWith(
                                        "label team is not among its tags, that of ISTHMUS_TAGS stays: its value has ';'"));
    }

    @Test
    void label_that_is_no_key_of_a_tag_is_told_with_the_reason() {
        assertThatThrownBy(() -> TaskTags.parseLabels("team,a|b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("label 'a|b' can be no tag: its key has '|'");
    }
}
