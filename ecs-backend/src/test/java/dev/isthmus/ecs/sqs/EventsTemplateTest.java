package dev.isthmus.ecs.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.ecs.event.StateChange;
import dev.isthmus.ecs.event.StateChangeParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/** The template makes what the code needs, grants what it calls, and has nothing that hangs in the air. */
class EventsTemplateTest {

    private static final Path PAGES = Path.of("..", "docs", "reference");

    private static JsonNode read(String name) throws IOException {
        return JsonNode.parser().parse(Files.readString(PAGES.resolve(name)));
    }

    private static JsonNode at(JsonNode from, String... names) {
        JsonNode node = from;
        for (String name : names) {
            node = node.isArray()
                    ? node.asArray().get(Integer.parseInt(name))
                    : node.field(name).orElseThrow(() -> new AssertionError(name));
        }
        return node;
    }

    private static List<String> texts(JsonNode list) {
        return list.asArray().stream().map(JsonNode::asString).toList();
    }

    @Test
    void rule_lets_through_what_is_read_and_of_one_cluster() throws IOException {
        JsonNode pattern = at(read("events-template.json"), "Resources", "EventRule", "Properties", "EventPattern");
        assertThat(texts(at(pattern, "source"))).containsExactly("aws.ecs");
        for (String type : texts(at(pattern, "detail-type"))) {
            String event = "{\"detail-type\":\"" + type
                    + "\",\"detail\":{\"taskArn\":\"t\",\"containerInstanceArn\":\"i\",\"lastStatus\":\"RUNNING\"}}";
            assertThat(StateChangeParser.parse(event))
                    .as(type)
                    .isInstanceOfAny(StateChange.OfTask.class, StateChange.OfInstance.class);
        }
        assertThat(texts(at(pattern, "detail-type"))).hasSize(2);
        assertThat(at(pattern, "detail", "clusterArn", "0", "Ref").asString()).isEqualTo("ClusterArn");
    }

    @Test
    void queue_is_encrypted_keeps_messages_as_long_as_it_may_and_has_a_sender_and_a_receiver() throws IOException {
        JsonNode resources = at(read("events-template.json"), "Resources");
        JsonNode queue = at(resources, "EventQueue", "Properties");
        assertThat(at(queue, "SqsManagedSseEnabled").asBoolean()).isTrue();
        assertThat(at(queue, "MessageRetentionPeriod").asNumber()).isEqualTo("" + 14 * 86_400);
        assertThat(at(queue, "VisibilityTimeout").asNumber()).isEqualTo("120");
        List<JsonNode> statements = at(resources, "EventQueuePolicy", "Properties", "PolicyDocument", "Statement")
                .asArray();
        assertThat(statements)
                .extracting(statement -> at(statement, "Effect").asString())
                .containsExactly("Allow", "Deny", "Deny");
        assertThat(at(statements.get(0), "Principal", "Service").asString()).isEqualTo("events.amazonaws.com");
        assertThat(at(statements.get(0), "Action").asString()).isEqualTo("sqs:SendMessage");
        assertThat(at(statements.get(0), "Condition", "ArnEquals", "aws:SourceArn", "Fn::GetAtt", "0")
                        .asString())
                .isEqualTo("EventRule");
        assertThat(texts(at(statements.get(1), "Action"))).contains("sqs:ReceiveMessage", "sqs:DeleteMessage");
    }

    @Test
    void driver_may_do_what_the_page_of_the_policy_says() throws IOException {
        JsonNode granted = at(
                read("events-template.json"),
                "Resources",
                "DriverPolicy",
                "Properties",
                "PolicyDocument",
                "Statement",
                "0");
        JsonNode documented = read("iam-policy.json").field("Statement").orElseThrow().asArray().stream()
                .filter(statement -> at(statement, "Sid").asString().equals("ReceiveEvents"))
                .findFirst()
                .orElseThrow();
        assertThat(at(granted, "Sid").asString()).isEqualTo("ReceiveEvents");
        assertThat(texts(at(granted, "Action"))).isEqualTo(texts(at(documented, "Action")));
    }

    @Test
    void whatever_is_referred_to_is_there() throws IOException {
        JsonNode template = read("events-template.json");
        Set<String> there = new TreeSet<>(at(template, "Resources").asObject().keySet());
        there.addAll(at(template, "Parameters").asObject().keySet());
        Set<String> referred = new TreeSet<>();
        references(template, referred);
        assertThat(referred).isNotEmpty();
        assertThat(there).containsAll(referred);
    }

    private static void references(JsonNode node, Set<String> found) {
        if (node.isArray()) {
            node.asArray().forEach(each -> references(each, found));
        } else if (node.isObject()) {
            node.field("Ref").ifPresent(name -> found.add(name.asString()));
            node.field("Fn::GetAtt")
                    .ifPresent(path -> found.add(path.asArray().get(0).asString()));
            node.asObject().values().forEach(each -> references(each, found));
        }
    }
}
