package dev.isthmus.ecs.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.inventory.Agent;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.Resources;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An agent is kept from a framework only if none of its tasks is for it. */
class SuitableProcessorsTest {

    private static Agent agent(Map<String, String> attributes) {
        return Agent.builder(new AgentId("a"), Resources.none(Dialect.ECS))
                .attributes(attributes)
                .build();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "                                                          | x86_64 arm64 ''",
                "*/*=arch:arm64                                            | arm64",
                "chronos/*=arch:arm64                                      | arm64",
                "chro?os/**=arch:arm64                                     | arm64",
                "marathon/*=arch:arm64                                     | x86_64 arm64 ''",
                "chronos/etl-*=arch:arm64                                  | x86_64 arm64 ''",
                "chronos/?*=arch:arm64                                     | x86_64 arm64 ''",
                "chronos/etl-*=arch:arm64;*/*=arch:x86_64                  | x86_64 arm64",
                "*/*=arch:x86_64;chronos/etl-*=arch:arm64                  | x86_64",
                "chronos/*=image:a;chronos/*=arch:arm64                    | arm64",
                "marathon/etl-*=arch:arm64;*/*=arch:x86_64                 | x86_64",
            })
    void agents_of_a_framework(String rules, String words) {
        Predicate<Agent> suited = new SuitableProcessors(TaskRules.parse(rules == null ? "" : rules)).of("chronos");
        for (String word : List.of("x86_64", "arm64", "''")) {
            assertThat(suited.test(agent(word.equals("''") ? Map.of() : Map.of("ecs.cpu-architecture", word))))
                    .as(word)
                    .isEqualTo(List.of(words.split(" ", -1)).contains(word));
        }
    }

    @Test
    void what_is_kept_and_what_is_planned_agree() {
        TaskRules rules = TaskRules.parse("chronos/etl-*=arch:arm64;*/*=arch:x86_64");
        assertThat(rules.choicesFor("chronos", "etl-1").text(RuleKey.ARCH)).contains("arm64");
        assertThat(rules.choicesFor("chronos", "other").text(RuleKey.ARCH)).contains("x86_64");
        assertThat(rules.valuesOfAll("chronos", RuleKey.ARCH)).containsExactly("arm64", "x86_64");
    }
}
