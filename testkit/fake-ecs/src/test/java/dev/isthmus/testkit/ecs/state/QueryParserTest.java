package dev.isthmus.testkit.ecs.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.isthmus.testkit.ecs.cluster.InstanceSpec;
import dev.isthmus.testkit.ecs.query.QueryParser;
import dev.isthmus.testkit.ecs.wire.ServiceError;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryParserTest {
    private final InstanceState instance = new InstanceState(
            1,
            "arn",
            "i-0a",
            InstanceSpec.of(1024, 2048).withAttribute("rack", "r 1").withAttribute("alone", ""),
            Instant.EPOCH);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ec2InstanceId == i-0a",
                "ec2InstanceId==i-0a",
                "ec2InstanceId equals 'i-0a'",
                "ec2InstanceId in [i-0a]",
                "ec2InstanceId in ['i-zz', \"i-0a\"]",
                "ec2InstanceId != i-0b",
                "ec2InstanceId !in [i-0b,i-0c]",
                "ec2InstanceId not_in [i-0b]",
                "attribute:rack == 'r 1'",
                "attribute:ecs.availability-zone == us-east-1a",
                "attribute:ecs.instance-type =~ m5.*",
                "attribute:ecs.instance-type !~ t2.*",
                "attribute:alone exists",
                "attribute:gpu !exists",
                "attribute:rack != yes",
                "attribute:rack !in [yes, no]",
                "not (attribute:gpu == yes)",
                "attribute:gpu !exists or attribute:gpu != yes",
                "task:group != database",
                "agentConnected == true",
                "agentVersion >= 1.67.0",
                "agentVersion > 1.9",
                "registeredAt < 2018-06-18",
                "registeredAt < 2018-06-18T22:28:28+00:00 and registeredAt < 2018-06-18T22:28:28Z",
                "registeredAt >= 1970-01-01T00:00:00",
                "task:group !exists",
                "not (task:group == database)",
                "runningTasksCount < 1",
                "runningTasksCount >= 0 and runningTasksCount <= 0",
                "not ec2InstanceId == i-0b",
                "!(ec2InstanceId == i-0b)",
                "ec2InstanceId == i-0b or attribute:alone exists",
                "(ec2InstanceId == i-0b || ec2InstanceId == i-0a) && status == ACTIVE",
                "ec2InstanceId == i-0a or ec2InstanceId == x and ec2InstanceId == y"
            })
    void holds(String expression) {
        assertThat(QueryParser.parse(expression).matches(instance)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ec2InstanceId == i-0A",
                "ec2InstanceId == i-0",
                "ec2InstanceId in []",
                "attribute:gpu == yes",
                "attribute:gpu != yes",
                "attribute:gpu not_equals yes",
                "attribute:gpu !in [yes]",
                "attribute:gpu !~ yes",
                "attribute:rack != 'r 1'",
                "attribute:gpu =~ .*",
                "attribute:gpu exists",
                "attribute:ecs.instance-type =~ m5",
                "runningTasksCount > 0",
                "agentVersion < 1.67.0",
                "registeredAt > 1970-01-01",
                "task:group == database",
                "attribute:rack > 3",
                "ec2InstanceId == i-0a and status == DRAINING",
                "not (ec2InstanceId == i-0a)"
            })
    void does_not_hold(String expression) {
        assertThat(QueryParser.parse(expression).matches(instance)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hostname == x | unknown subject 'hostname'",
                "attribute: == x | unknown subject 'attribute:'",
                "ec2InstanceId is x | unknown operator 'is'",
                "ec2InstanceId == | a value is missing",
                "ec2InstanceId | an operator is missing",
                "ec2InstanceId in x | must begin with '['",
                "ec2InstanceId in [x | must be values between ','",
                "(ec2InstanceId == x | a ')' is missing",
                "ec2InstanceId == x y | 'y' is too much",
                "ec2InstanceId == \"x | cannot read",
                "runningTasksCount > many | 'many' is nothing that runningTasksCount can be greater or less than",
                "registeredAt > yesterday | 'yesterday' is nothing that registeredAt can be greater or less than",
                "agentVersion > new | 'new' is nothing that agentVersion can be greater or less than",
                "ec2InstanceId > 3 | '3' is nothing that ec2InstanceId can be greater or less than",
                "status =~ [ | is not a regular expression"
            })
    void is_refused(String expression, String message) {
        assertThatThrownBy(() -> QueryParser.parse(expression))
                .isInstanceOfSatisfying(
                        ServiceError.class, error -> assertThat(error.code()).isEqualTo("InvalidParameterException"))
                .hasMessageContaining(message.equals("is not a regular expression") ? "Invalid expression" : message);
    }

    @Test
    void the_empty_and_the_endless_are_refused() {
        assertThatThrownBy(() -> QueryParser.parse(" ")).hasMessageContaining("it is empty");
        assertThatThrownBy(() -> QueryParser.parse("x".repeat(2001))).hasMessageContaining("over 2000 characters");
    }
}
