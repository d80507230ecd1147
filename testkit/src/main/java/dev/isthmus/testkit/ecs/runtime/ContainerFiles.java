package dev.isthmus.testkit.ecs.runtime;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the paths of a container lead on this machine. A process sees the machine's own files and not the container's mounts; so a
 * variable, a word of the command or a working directory that is a path in a mount is given to it as the path of the volume's directory.
 */
final class ContainerFiles {
    private final Map<String, Path> mounted;

    private ContainerFiles(Map<String, Path> mounted) {
        this.mounted = mounted;
    }

    /**
     * Those of a container, whose empty volumes are made.
     *
     * @throws IOException if they cannot be
     */
    static ContainerFiles of(ContainerLaunch launch, TaskDirectories directories) throws IOException {
        Map<String, Path> mounted = new LinkedHashMap<>();
        for (Mount mount : launch.mounts()) {
            Path directory = mount.hostPath().isPresent()
                    ? Path.of(mount.hostPath().get())
                    : directories.directory(launch.id(), mount.volume());
            mounted.put(withoutEnd(mount.containerPath()), directory);
        }
        return new ContainerFiles(mounted);
    }

    /** A text that is a path in a mount, as the path it is here; any other as it is. Of two mounts the deeper one holds it. */
    String here(String text) {
        return directory(text).map(Path::toString).orElse(text);
    }

    List<String> here(List<String> words) {
        return words.stream().map(this::here).toList();
    }

    Map<String, String> here(Map<String, String> environment) {
        Map<String, String> changed = new LinkedHashMap<>();
        environment.forEach((name, value) -> changed.put(name, here(value)));
        return changed;
    }

    /** Where a path in a mount leads; empty if it is in none. */
    Optional<Path> directory(String path) {
        Optional<String> mount = mounted.keySet().stream()
                .filter(candidate -> path.equals(candidate) || path.startsWith(candidate + "/"))
                .max((a, b) -> Integer.compare(a.length(), b.length()));
        return mount.map(found -> Path.of(mounted.get(found) + path.substring(found.length())));
    }

    private static String withoutEnd(String path) {
        return path.length() > 1 && path.endsWith("/") ? withoutEnd(path.substring(0, path.length() - 1)) : path;
    }
}
