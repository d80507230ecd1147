package dev.isthmus.testkit.ecs.scenario;

import dev.isthmus.api.settings.Nearest;
import dev.isthmus.testkit.ecs.budget.Bucket;
import dev.isthmus.testkit.ecs.budget.Budgets;
import dev.isthmus.testkit.ecs.budget.Rate;
import dev.isthmus.testkit.ecs.cluster.Consistency;
import dev.isthmus.testkit.ecs.cluster.TaskPace;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** Pace, consistency and budgets of a scenario file: the name of a preset, or a mapping. */
final class ModelParser {
    private ModelParser() {}

    static TaskPace pace(Fields parent, Node node) {
        if (node instanceof Node.Scalar scalar) {
            return switch (scalar.text()) {
                case "immediate" -> TaskPace.immediate();
                case "realistic" -> TaskPace.realistic();
                case "fargate" -> TaskPace.fargate();
                default -> throw parent.wrong(node, "immediate, realistic, fargate or a mapping");
            };
        }
        Fields fields = Fields.of(
                parent.file(),
                "pace",
                node,
                List.of(
                        "provisioning",
                        "pending",
                        "activating",
                        "deactivating",
                        "stopping",
                        "deprovisioning",
                        "provisionsAll"));
        TaskPace[] pace = {TaskPace.immediate()};
        fields.read("provisioning", fields::notNegative, d -> pace[0] = pace[0].withProvisioning(d));
        fields.read("pending", fields::notNegative, d -> pace[0] = pace[0].withPending(d));
        fields.read("activating", fields::notNegative, d -> pace[0] = pace[0].withActivating(d));
        fields.read("deactivating", fields::notNegative, d -> pace[0] = pace[0].withDeactivating(d));
        fields.read("stopping", fields::notNegative, d -> pace[0] = pace[0].withStopping(d));
        fields.read("deprovisioning", fields::notNegative, d -> pace[0] = pace[0].withDeprovisioning(d));
        fields.read("provisionsAll", fields::truth, all -> pace[0] = pace[0].withProvisionsAll(all));
        return pace[0];
    }

    static Consistency consistency(Fields parent, Node node) {
        if (node instanceof Node.Scalar scalar) {
            return switch (scalar.text()) {
                case "strong" -> Consistency.strong();
                case "aws" -> Consistency.ofAws();
                default -> throw parent.wrong(node, "strong, aws or a mapping");
            };
        }
        Fields fields = Fields.of(parent.file(), "consistency", node, List.of("share", "atLeast", "atMost"));
        double share = fields.find("share").map(fields::number).orElse(1.0);
        Duration atMost = fields.notNegative(fields.require("atMost"));
        Duration atLeast = fields.find("atLeast").map(fields::notNegative).orElse(Duration.ZERO);
        return fields.checked(node, () -> new Consistency(share, atLeast, atMost));
    }

    static Budgets budgets(Fields parent, Node node) {
        if (node instanceof Node.Scalar scalar) {
            return switch (scalar.text()) {
                case "unlimited" -> Budgets.unlimited();
                case "aws" -> Budgets.ofAws();
                default -> throw parent.wrong(node, "unlimited, aws or a mapping");
            };
        }
        Fields fields = Fields.of(parent.file(), "budgets", node, List.of("share", "buckets"));
        Budgets[] budgets = {fields.find("share").isPresent() ? Budgets.ofAws() : Budgets.unlimited()};
        fields.read("share", fields::number, share -> budgets[0] = budgets[0].share(share));
        fields.find("buckets")
                .ifPresent(buckets -> fields.mapping(buckets, n -> n).forEach((name, rate) -> {
                    Bucket bucket = bucket(parent.file(), buckets, name);
                    Fields sizes = Fields.of(parent.file(), "a bucket", rate, List.of("capacity", "perSecond"));
                    int capacity = sizes.integer(sizes.require("capacity"), 1, 1_000_000);
                    double perSecond = sizes.number(sizes.require("perSecond"));
                    budgets[0] = sizes.checked(rate, () -> budgets[0].with(bucket, new Rate(capacity, perSecond)));
                }));
        return budgets[0];
    }

    private static Bucket bucket(String file, Node buckets, String name) {
        List<String> names = Arrays.stream(Bucket.values()).map(Bucket::name).toList();
        if (!names.contains(name) && buckets instanceof Node.Mapping mapping) {
            Node.Entry entry = mapping.entries().get(name);
            throw new ScenarioException(
                    file,
                    entry == null ? buckets.position() : entry.position(),
                    "unknown bucket '" + name + "'" + Nearest.hint(name, names));
        }
        return Bucket.valueOf(name);
    }
}
