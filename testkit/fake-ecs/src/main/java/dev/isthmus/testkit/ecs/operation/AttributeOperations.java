package dev.isthmus.testkit.ecs.operation;

import dev.isthmus.testkit.ecs.state.AccountState;
import dev.isthmus.testkit.ecs.state.ClusterState;
import dev.isthmus.testkit.ecs.state.InstanceState;
import dev.isthmus.testkit.ecs.wire.Limits;
import dev.isthmus.testkit.ecs.wire.ServiceError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.Attribute;
import software.amazon.awssdk.services.ecs.model.DeleteAttributesRequest;
import software.amazon.awssdk.services.ecs.model.DeleteAttributesResponse;
import software.amazon.awssdk.services.ecs.model.ListAttributesRequest;
import software.amazon.awssdk.services.ecs.model.ListAttributesResponse;
import software.amazon.awssdk.services.ecs.model.PutAttributesRequest;
import software.amazon.awssdk.services.ecs.model.PutAttributesResponse;
import software.amazon.awssdk.services.ecs.model.TargetType;

/** The operations on attributes of container instances. */
final class AttributeOperations {
    private static final int MAX_A_CALL = 10;
    private static final int MAX_CUSTOM = 10;

    private AttributeOperations() {}

    /** All of them, or none: every attribute and target is checked first. */
    static PutAttributesResponse put(EcsModel model, PutAttributesRequest request) {
        ClusterState cluster = model.account.cluster(request.cluster());
        List<InstanceState> targets = targets(model.account, cluster, request.attributes());
        limit(targets, request.attributes());
        for (int i = 0; i < targets.size(); i++) {
            Attribute attribute = request.attributes().get(i);
            targets.get(i).attributes.put(attribute.name(), attribute.value() == null ? "" : attribute.value());
            targets.get(i).changed();
        }
        return PutAttributesResponse.builder().attributes(request.attributes()).build();
    }

    /** An attribute that is not there is deleted without a word. */
    static DeleteAttributesResponse delete(EcsModel model, DeleteAttributesRequest request) {
        ClusterState cluster = model.account.cluster(request.cluster());
        List<InstanceState> targets = targets(model.account, cluster, request.attributes());
        for (int i = 0; i < targets.size(); i++) {
            Attribute attribute = request.attributes().get(i);
            if (targets.get(i).attributes.remove(attribute.name()) != null) {
                targets.get(i).changed();
            }
        }
        return DeleteAttributesResponse.builder()
                .attributes(request.attributes())
                .build();
    }

    static ListAttributesResponse list(EcsModel model, ListAttributesRequest request) {
        ClusterState cluster = model.account.cluster(request.cluster());
        if (request.attributeValue() != null && request.attributeName() == null) {
            throw ServiceError.invalidParameter("attributeValue needs an attributeName.");
        }
        List<Attribute> found = new ArrayList<>();
        List<String> keys = new ArrayList<>();
        for (InstanceState instance : cluster.instances()) {
            if (instance.status().equals("INACTIVE")) {
                continue;
            }
            instance.attributes.entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .filter(entry -> matches(request, entry))
                    .forEach(entry -> {
                        found.add(describe(instance, entry));
                        keys.add(Paging.sequenceKey(instance.sequence) + entry.getKey());
                    });
        }
        Map<Attribute, String> order = new LinkedHashMap<>();
        for (int i = 0; i < found.size(); i++) {
            order.put(found.get(i), keys.get(i));
        }
        Paging<Attribute> page = Paging.page(
                found,
                attribute -> order.getOrDefault(attribute, ""),
                request.maxResults(),
                request.nextToken(),
                "ListAttributes " + cluster.arn + request.attributeName() + "=" + request.attributeValue());
        return ListAttributesResponse.builder()
                .attributes(page.items())
                .nextToken(page.nextToken())
                .build();
    }

    private static boolean matches(ListAttributesRequest request, Map.Entry<String, String> attribute) {
        return (request.attributeName() == null || attribute.getKey().equals(request.attributeName()))
                && (request.attributeValue() == null || attribute.getValue().equals(request.attributeValue()));
    }

    private static Attribute describe(InstanceState instance, Map.Entry<String, String> attribute) {
        return Attribute.builder()
                .name(attribute.getKey())
                .value(attribute.getValue().isEmpty() ? null : attribute.getValue())
                .targetId(instance.arn)
                .targetType(TargetType.CONTAINER_INSTANCE)
                .build();
    }

    private static List<InstanceState> targets(AccountState account, ClusterState cluster, List<Attribute> attributes) {
        if (attributes.isEmpty()) {
            throw ServiceError.invalidParameter("attributes cannot be empty.");
        }
        Limits.atMost(attributes.size(), MAX_A_CALL, "attributes a call");
        List<InstanceState> targets = new ArrayList<>();
        for (Attribute attribute : attributes) {
            check(attribute);
            String arn = account.arns.resolve(attribute.targetId(), "container-instance", cluster.name);
            @Nullable InstanceState target = cluster.instance(arn);
            if (target == null || target.status().equals("INACTIVE")) {
                throw ServiceError.of(
                        "TargetNotFoundException", "Could not find the container instance " + attribute.targetId());
            }
            targets.add(target);
        }
        return targets;
    }

    /** Attributes that the agent or the configuration registered do not count. */
    private static void limit(List<InstanceState> targets, List<Attribute> attributes) {
        Map<InstanceState, Set<String>> custom = new LinkedHashMap<>();
        for (int i = 0; i < targets.size(); i++) {
            InstanceState target = targets.get(i);
            Set<String> names = custom.computeIfAbsent(target, AttributeOperations::custom);
            names.add(attributes.get(i).name());
            if (names.size() > MAX_CUSTOM) {
                throw ServiceError.of(
                        "AttributeLimitExceededException",
                        "A resource has at most " + MAX_CUSTOM + " custom attributes; " + target.arn
                                + " would have more.");
            }
        }
    }

    private static Set<String> custom(InstanceState instance) {
        Set<String> names = new LinkedHashSet<>(instance.attributes.keySet());
        names.removeIf(name -> name.startsWith("ecs.") || name.startsWith("com.amazonaws."));
        return names;
    }

    private static void check(Attribute attribute) {
        if (!attribute.name().matches("[A-Za-z0-9_/.\\\\-]{1,128}")) {
            throw ServiceError.invalidParameter(
                    "An attribute's name is 1 to 128 letters, digits and - _ / \\ . only: '" + attribute.name() + "'");
        }
        String value = attribute.value();
        if (value != null && !value.matches("(?! )[A-Za-z0-9_./@:\\\\ -]{1,128}(?<! )")) {
            throw ServiceError.invalidParameter("The value of attribute " + attribute.name()
                    + " is 1 to 128 letters, digits, spaces and - _ . @ : / \\ only, with no space at either end: '"
                    + value + "'");
        }
        if (attribute.targetId() == null || attribute.targetId().isEmpty()) {
            throw ServiceError.invalidParameter("Attribute " + attribute.name() + " needs a targetId.");
        }
        if (!attribute.targetId().startsWith("arn:") && attribute.targetType() == null) {
            throw ServiceError.invalidParameter(
                    "Attribute " + attribute.name() + " needs a targetType, since its targetId is a short id.");
        }
    }
}
