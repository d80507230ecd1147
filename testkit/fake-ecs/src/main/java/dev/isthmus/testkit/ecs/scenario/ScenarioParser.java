package dev.isthmus.testkit.ecs.scenario;

import dev.isthmus.testkit.ecs.FakeEcsConfig;
import dev.isthmus.testkit.ecs.fault.FaultRule;
import dev.isthmus.testkit.ecs.fault.FaultSchedule;
import dev.isthmus.testkit.ecs.fault.RequestCondition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A whole scenario file. */
final class ScenarioParser {
    private static final List<String> KEYS = List.of(
            "cluster",
            "region",
            "account",
            "port",
            "seed",
            "instances",
            "images",
            "unknownImages",
            "subnets",
            "ipv6Subnets",
            "dualStackSubnets",
            "eventQueues",
            "secrets",
            "stopTimeout",
            "stoppedTaskRetention",
            "pace",
            "consistency",
            "fargate",
            "budgets",
            "faults",
            "events");

    private final Fields fields;

    private ScenarioParser(Fields fields) {
        this.fields = fields;
    }

    static Scenario parse(String file, String text) {
        Fields fields = Fields.of(file, "a scenario", YamlReader.read(file, text), KEYS);
        return new ScenarioParser(fields).scenario();
    }

    private Scenario scenario() {
        FakeEcsConfig.Builder builder = FakeEcsConfig.builder();
        fields.read("cluster", this::names, names -> {
            builder.clusterName(names.get(0));
            names.stream().skip(1).forEach(builder::otherCluster);
        });
        fields.read("region", this::region, builder::region);
        fields.read("account", this::account, builder::accountId);
        fields.read("port", node -> fields.integer(node, 0, 65535), builder::port);
        fields.read("seed", fields::seed, builder::seed);
        fields.read(
                "instances",
                fields::list,
                nodes -> nodes.forEach(node -> {
                    InstanceParser.Group group = InstanceParser.group(fields.file(), node);
                    builder.instances(group.count(), group.spec());
                }));
        fields.read(
                "images",
                node -> fields.mapping(node, fields::texts),
                images -> images.forEach((image, command) -> builder.image(image, command.toArray(String[]::new))));
        fields.read("unknownImages", fields::texts, images -> images.forEach(builder::unknownImage));
        fields.read("subnets", node -> fields.mapping(node, fields::text), subnets -> subnets.forEach(builder::subnet));
        fields.read("ipv6Subnets", fields::texts, subnets -> subnets.forEach(builder::ipv6Subnet));
        fields.read("dualStackSubnets", fields::texts, subnets -> subnets.forEach(builder::dualStackSubnet));
        fields.read("eventQueues", fields::texts, queues -> queues.forEach(builder::eventQueue));
        fields.read("secrets", node -> fields.mapping(node, fields::text), secrets -> secrets.forEach(builder::secret));
        fields.read("stopTimeout", fields::notNegative, builder::stopTimeout);
        fields.read("stoppedTaskRetention", fields::notNegative, builder::stoppedTaskRetention);
        fields.read("pace", node -> ModelParser.pace(fields, node), builder::pace);
        fields.read("consistency", node -> ModelParser.consistency(fields, node), builder::consistency);
        fields.read("fargate", node -> FargateParser.settings(fields, node), builder::fargate);
        fields.read("budgets", node -> ModelParser.budgets(fields, node), builder::budgets);
        FakeEcsConfig config = Fields.checked(fields.file(), fields.position(), builder::build);
        int instances = config.instances().size();
        List<EventParser.Placed> events = events(instances);
        int atLast = instances
                + events.stream().mapToInt(EventParser.Placed::instancesAdded).sum();
        return new Scenario(
                config,
                new FaultSchedule(config.seed(), faults(atLast)),
                events.stream().map(EventParser.Placed::timed).toList());
    }

    private List<FaultRule> faults(int instances) {
        List<FaultRule> rules = new ArrayList<>();
        fields.read("faults", fields::list, nodes -> {
            for (Node node : nodes) {
                FaultRule rule = FaultParser.rule(fields.file(), node);
                for (RequestCondition condition : rule.conditions()) {
                    Node at = node instanceof Node.Mapping mapping
                                    && mapping.entries().get("instance") != null
                            ? mapping.entries().get("instance").value()
                            : node;
                    fields.checked(at, () -> {
                        Scenario.check(condition, instances);
                        return true;
                    });
                }
                rules.add(rule);
            }
        });
        return rules;
    }

    private List<EventParser.Placed> events(int atFirst) {
        List<EventParser.Placed> events = new ArrayList<>();
        fields.read(
                "events",
                fields::list,
                nodes -> nodes.forEach(node -> events.add(EventParser.event(fields.file(), node))));
        events.sort(Comparator.comparing(placed -> placed.timed().at()));
        int instances = atFirst;
        for (EventParser.Placed placed : events) {
            int now = instances;
            Fields.checked(fields.file(), placed.position(), () -> {
                placed.instance().ifPresent(number -> Scenario.exists(number, now));
                return true;
            });
            instances += placed.instancesAdded();
        }
        return events;
    }

    private List<String> names(Node node) {
        List<Node> nodes = node instanceof Node.Sequence sequence ? sequence.items() : List.of(node);
        if (nodes.isEmpty()) {
            throw fields.wrong(node, "the name of a cluster, or a list of names");
        }
        return nodes.stream()
                .map(name -> matching(name, "[A-Za-z0-9_-]{1,255}", "a name of 1 to 255 letters, digits, - and _"))
                .toList();
    }

    private String region(Node node) {
        return matching(node, "[a-z]{2}(-[a-z0-9]+){2,3}", "a region like us-east-1");
    }

    private String account(Node node) {
        return matching(node, "\\d{12}", "an account of twelve digits");
    }

    private String matching(Node node, String pattern, String wanted) {
        String text = fields.text(node);
        if (!text.matches(pattern)) {
            throw fields.wrong(node, wanted);
        }
        return text;
    }
}
