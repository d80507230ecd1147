package dev.isthmus.ecs.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.isthmus.api.task.Volume;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The grammar of rules and of roles. */
class TaskRulesTest {

    @Test
    void each_key_is_that_of_the_first_rule_that_fits_and_has_it() {
        TaskRules rules = TaskRules.parse(
                "chr*/etl-?=image:python:3.12 task-role:etl ; chronos/*=image:busybox network:bridge;"
                        + " */*=log-driver:awslogs log-option:awslogs-group=a log-option:awslogs-region=b volume:/a:/b volume:/c:/d:ro");
        RuleValues etl = rules.choicesFor("chronos", "etl-1");
        assertThat(etl.text(RuleKey.IMAGE)).contains("python:3.12");
        assertThat(etl.text(RuleKey.TASK_ROLE)).contains("etl");
        assertThat(etl.text(RuleKey.NETWORK)).contains("bridge");
        assertThat(etl.text(RuleKey.LOG_DRIVER)).contains("awslogs");
        assertThat(etl.logOptions()).containsEntry("awslogs-group", "a").containsEntry("awslogs-region", "b");
        assertThat(etl.volumes())
                .containsExactly(new Volume("/b", Optional.of("/a"), false), new Volume("/d", Optional.of("/c"), true));
        assertThat(rules.choicesFor("chronos", "etl-10").text(RuleKey.IMAGE)).contains("busybox");
        assertThat(rules.choicesFor("marathon", "etl-1").text(RuleKey.IMAGE)).isEmpty();
    }

    @Test
    void options_are_not_those_of_another_rules_driver() {
        TaskRules rules = TaskRules.parse("a/*=log-driver:json-file;*/*=log-driver:awslogs log-option:awslogs-group=a");
        assertThat(rules.choicesFor("a", "t").logOptions()).isEmpty();
        assertThat(rules.choicesFor("b", "t").logOptions()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "chronos=image:a#'chronos=image:a' at character 1#framework/task=key:value",
                "a/b=image:x; a/b=imag:y#'imag:y' at character 18#image, container, task-role",
                "a/b=#'a/b=' at character 4#says nothing",
                "a/b=network:overlay#'network:overlay' at character 5#host, bridge, awsvpc or none",
                "a/b=image:x image:y#'image:y' at character 13#second image",
                "a/b=subnets:subnet-1,sub#at character 5#subnet ids",
                "a/b=volume:data:/x#at character 5#/path/on/host",
                "a/b=log-driver:paper#at character 5#awslogs",
                "a/b=log-option:x=y#at character 1#log-driver",
                "a/b=ports#'ports' at character 5#exact or dynamic",
                "a/b=tag:team#at character 5#key=value",
                "a/b=image:x tag:t=1 tag:t=2#at character 1#'t=2' is the second tag of key t",
                "a/b=tag:aws:x=1#at character 1#'aws:x=1' is no tag: its key begins with aws:",
                "a/b=tag:t=x,y#'tag:t=x,y' at character 5#key=value, without a comma",
                "a/b=tag:t=x,u=y#'tag:t=x,u=y' at character 5#say tag again for another",
                "a/b=tag:t=x,#'tag:t=x,' at character 5#without a comma",
                "a/b=tag:t,u=x#'tag:t,u=x' at character 5#without a comma"
            })
    void what_is_wrong_is_told_with_its_place_and_reason(String text, String place, String reason) {
        assertThatThrownBy(() -> TaskRules.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(place)
                .hasMessageContaining(reason);
    }

    @Test
    void rules_name_allowed_roles_and_networks_with_subnets_only() {
        TaskRules roles = TaskRules.parse("a/b=task-role:etl");
        assertThatThrownBy(() -> roles.check(IamRoles.NONE, false))
                .hasMessageContainingAll("task-role:etl", "ISTHMUS_ROLES");
        roles.check(IamRoles.parse("etl=arn:aws:iam::123456789012:role/x"), false);
        TaskRules network = TaskRules.parse("a/b=network:awsvpc");
        assertThatThrownBy(() -> network.check(IamRoles.NONE, false))
                .hasMessageContainingAll("awsvpc", "ISTHMUS_SUBNETS");
        network.check(IamRoles.NONE, true);
        TaskRules.parse("a/b=network:awsvpc subnets:subnet-1").check(IamRoles.NONE, false);
    }

    @Test
    void roles_have_names_or_are_called_by_their_last_part() {
        IamRoles roles =
                IamRoles.parse("etl=arn:aws:iam::123456789012:role/team/x, arn:aws:iam::123456789012:role/web");
        assertThat(roles.find("etl")).contains("arn:aws:iam::123456789012:role/team/x");
        assertThat(roles.find("web")).contains("arn:aws:iam::123456789012:role/web");
        assertThat(roles.find("arn:aws:iam::123456789012:role/team/x")).isPresent();
        assertThat(roles.find("arn:aws:iam::123456789012:role/admin")).isEmpty();
        assertThat(roles.find("x")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "etl=arn:aws:iam::1:role/x#at character 1#name=ARN",
                "arn:aws:iam::123456789012:role/a,web#'web' at character 34#name=ARN",
                "a=arn:aws:iam::123456789012:role/x,a=arn:aws:iam::123456789012:role/y#at character 36#another role the name 'a'"
            })
    void wrong_roles_are_told_with_their_place_and_reason(String text, String place, String reason) {
        assertThatThrownBy(() -> IamRoles.parse(text))
                .hasMessageContaining(place)
                .hasMessageContaining(reason);
    }
}
