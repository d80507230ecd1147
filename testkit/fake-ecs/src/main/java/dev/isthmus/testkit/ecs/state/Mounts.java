package dev.isthmus.testkit.ecs.state;

import dev.isthmus.testkit.ecs.runtime.Mount;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.MountPoint;
import software.amazon.awssdk.services.ecs.model.Scope;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.ecs.model.Volume;
import software.amazon.awssdk.services.ecs.model.VolumeFrom;

/** The volumes that a container sees, as far as the fake knows their kinds: directories of the task and directories of the host. */
final class Mounts {
    private Mounts() {}

    static List<Mount> of(TaskDefinition task, ContainerDefinition container) {
        Map<String, Volume> volumes = new LinkedHashMap<>();
        task.volumes().forEach(volume -> volumes.put(volume.name(), volume));
        List<Mount> mounts = new ArrayList<>();
        add(mounts, container, volumes, false);
        for (VolumeFrom from : container.volumesFrom()) {
            task.containerDefinitions().stream()
                    .filter(source -> source.name().equals(from.sourceContainer()))
                    .forEach(source -> add(mounts, source, volumes, Boolean.TRUE.equals(from.readOnly())));
        }
        return mounts;
    }

    private static void add(
            List<Mount> mounts, ContainerDefinition container, Map<String, Volume> volumes, boolean readOnly) {
        for (MountPoint mount : container.mountPoints()) {
            Volume volume = volumes.get(mount.sourceVolume());
            if (volume != null && isDirectory(volume)) {
                mounts.add(new Mount(
                        volume.name(),
                        mount.containerPath(),
                        Optional.ofNullable(volume.host()).map(host -> host.sourcePath()),
                        readOnly || Boolean.TRUE.equals(mount.readOnly())));
            }
        }
    }

    /** A volume without any configuration is an empty one of the task, and so is one of Docker's that lives as long as a task. */
    private static boolean isDirectory(Volume volume) {
        boolean elsewhere = volume.efsVolumeConfiguration() != null
                || volume.fsxWindowsFileServerVolumeConfiguration() != null
                || volume.s3filesVolumeConfiguration() != null
                || Boolean.TRUE.equals(volume.configuredAtLaunch());
        boolean ofTheTask = volume.dockerVolumeConfiguration() == null
                || volume.dockerVolumeConfiguration().scope() != Scope.SHARED;
        return !elsewhere && ofTheTask;
    }
}
