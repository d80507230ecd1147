package dev.isthmus.testkit.ecs.runtime;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A container to be started, overrides merged in.
 *
 * @param id which container
 * @param containerInstanceArn the container instance that it runs on; empty on Fargate
 * @param ec2InstanceId that instance's EC2 id; empty on Fargate
 * @param image the image of its definition
 * @param entryPoint the entry point of its definition, empty if it has none
 * @param command the command of the override, else of the definition; empty if neither has one
 * @param environment names and values in the order of the definition, the override's winning, and those of its secrets
 * @param mounts the volumes that it sees, those of {@code volumesFrom} too
 * @param workingDirectory the working directory of its definition
 * @param stopTimeout how long it may take to stop before it is killed
 * @param healthCheck how to find out whether it is healthy, if its definition says so
 */
public record ContainerLaunch(
        ContainerId id,
        String containerInstanceArn,
        String ec2InstanceId,
        String image,
        List<String> entryPoint,
        List<String> command,
        Map<String, String> environment,
        List<Mount> mounts,
        Optional<String> workingDirectory,
        Duration stopTimeout,
        Optional<HealthProbe> healthCheck) {

    /** Copies the collections. */
    public ContainerLaunch {
        entryPoint = List.copyOf(entryPoint);
        command = List.copyOf(command);
        environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
        mounts = List.copyOf(mounts);
    }

    /** This, with these variables too; they win. */
    public ContainerLaunch withVariables(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(environment);
        all.putAll(more);
        return new ContainerLaunch(
                id,
                containerInstanceArn,
                ec2InstanceId,
                image,
                entryPoint,
                command,
                all,
                mounts,
                workingDirectory,
                stopTimeout,
                healthCheck);
    }
}
