package dev.isthmus.testkit.ecs.definition;

import dev.isthmus.testkit.ecs.wire.ServiceError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ecs.model.ContainerCondition;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.ContainerDependency;
import software.amazon.awssdk.services.ecs.model.MountPoint;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.Volume;
import software.amazon.awssdk.services.ecs.model.VolumeFrom;

/** What one part of a task definition says of another must be there: links, volumes, dependencies, the proxy's container. */
final class ReferenceRules {
    private final Map<String, ContainerDefinition> containers = new LinkedHashMap<>();
    private final Set<String> volumes;

    private ReferenceRules(RegisterTaskDefinitionRequest request) {
        request.containerDefinitions().forEach(container -> containers.put(container.name(), container));
        volumes = request.volumes().stream().map(Volume::name).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    static void check(RegisterTaskDefinitionRequest request) {
        ReferenceRules rules = new ReferenceRules(request);
        for (ContainerDefinition container : request.containerDefinitions()) {
            rules.links(container);
            rules.volumes(container);
            rules.dependencies(container);
        }
        rules.noCycle();
        if (request.proxyConfiguration() != null
                && !rules.containers.containsKey(request.proxyConfiguration().containerName())) {
            throw ServiceError.client("Invalid 'proxyConfiguration' setting. Unknown container: '"
                    + request.proxyConfiguration().containerName() + "'.");
        }
    }

    private void links(ContainerDefinition container) {
        for (String link : container.links()) {
            String target = link.contains(":") ? link.substring(0, link.indexOf(':')) : link;
            if (target.equals(container.name())) {
                throw ServiceError.client("Invalid 'links' setting. Container '" + target + "' links to itself.");
            }
            known(target, "links");
        }
    }

    private void volumes(ContainerDefinition container) {
        Set<String> paths = new LinkedHashSet<>();
        for (MountPoint mount : container.mountPoints()) {
            if (!volumes.contains(mount.sourceVolume())) {
                throw ServiceError.client("Unknown volume '" + mount.sourceVolume() + "'.");
            }
            if (mount.containerPath() == null || mount.containerPath().isBlank()) {
                throw ServiceError.client("mountPoint.containerPath should not be blank.");
            }
            if (!paths.add(mount.containerPath())) {
                throw ContainerRules.invalid(
                        container.name(), "The containerPath '" + mount.containerPath() + "' is mounted twice.");
            }
        }
        for (VolumeFrom from : container.volumesFrom()) {
            known(from.sourceContainer(), "volumesFrom");
        }
    }

    private void dependencies(ContainerDefinition container) {
        for (ContainerDependency dependency : container.dependsOn()) {
            ContainerDefinition target = known(dependency.containerName(), "dependsOn");
            ContainerCondition condition = dependency.condition();
            boolean ends = condition == ContainerCondition.SUCCESS || condition == ContainerCondition.COMPLETE;
            if (ends && RegistrationRules.essential(target)) {
                throw ServiceError.client(
                        "A dependency container with SUCCESS or COMPLETE condition cannot be an essential container");
            }
            if (condition == ContainerCondition.HEALTHY && target.healthCheck() == null) {
                throw ServiceError.client("A dependency container with HEALTHY condition must have a health check: '"
                        + target.name() + "'.");
            }
        }
    }

    private void noCycle() {
        for (String start : containers.keySet()) {
            reach(start, List.of(start));
        }
    }

    private void reach(String from, List<String> path) {
        for (ContainerDependency dependency : known(from, "dependsOn").dependsOn()) {
            String next = dependency.containerName();
            if (path.contains(next)) {
                throw ServiceError.client("The dependencies of the containers form a cycle: " + path + " to " + next);
            }
            List<String> longer = new ArrayList<>(path);
            longer.add(next);
            reach(next, longer);
        }
    }

    private ContainerDefinition known(String name, String setting) {
        ContainerDefinition container = containers.get(name);
        if (container == null) {
            throw ServiceError.client("Invalid '" + setting + "' setting. Unknown container: '" + name + "'.");
        }
        return container;
    }
}
