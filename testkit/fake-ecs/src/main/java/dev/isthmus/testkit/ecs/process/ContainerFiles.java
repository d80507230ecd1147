package dev.isthmus.testkit.ecs.process;

import dev.isthmus.testkit.ecs.runtime.ContainerLaunch;
import dev.isthmus.testkit.ecs.runtime.Mount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Where the paths of a container lead on this machine. A process sees the machine's own files and not the container's mounts; so a
 * variable, a word of the command or a working directory that is a path in a mount is given to it as the path of the volume's directory.
 */
final class ContainerFiles {
    private record Place(Path directory, boolean ofTheTask) {}

    /**
     * The variable that tells the script by which Isthmus fetches files below which path it finds the host's own. It puts that path together with
     * the file's, so it cannot be changed word by word.
     */
    private static final String ROOT_OF_THE_HOST = "ISTHMUS_FETCH_ROOT";

    private final Map<String, Place> mounted;

    private ContainerFiles(Map<String, Place> mounted) {
        this.mounted = mounted;
    }

    /**
     * Those of a container, whose empty volumes are made.
     *
     * @throws IOException if they cannot be
     */
    static ContainerFiles of(ContainerLaunch launch, TaskDirectories directories) throws IOException {
        Map<String, Place> mounted = new LinkedHashMap<>();
        for (Mount mount : launch.mounts()) {
            Path directory = mount.hostPath().isPresent()
                    ? Path.of(mount.hostPath().get())
                    : directories.directory(launch.id(), mount.volume());
            mounted.put(
                    withoutEnd(mount.containerPath()),
                    new Place(directory, mount.hostPath().isEmpty()));
        }
        return new ContainerFiles(mounted);
    }

    /** A text that is a path in a mount, as the path it is here; any other as it is. Of two mounts the deeper one holds it. */
    String here(String text) {
        return mount(text)
                .map(mount -> Objects.requireNonNull(mounted.get(mount)).directory() + text.substring(mount.length()))
                .orElse(text);
    }

    List<String> here(List<String> words) {
        return words.stream().map(this::here).toList();
    }

    Map<String, String> here(Map<String, String> environment) {
        Map<String, String> changed = new LinkedHashMap<>();
        environment.forEach((name, value) -> changed.put(name, here(value)));
        if (mounted.entrySet().stream().anyMatch(ContainerFiles::isTheHostElsewhere)) {
            changed.put(ROOT_OF_THE_HOST, "");
        }
        return changed;
    }

    /** Whether a directory of the host is mounted at its own path below another. */
    private static boolean isTheHostElsewhere(Map.Entry<String, Place> mount) {
        Place place = mount.getValue();
        return !place.ofTheTask()
                && mount.getKey().endsWith(place.directory().toString())
                && !mount.getKey().equals(place.directory().toString());
    }

    /** The working directory of that name; one in a volume of the task is made, as Docker makes it. */
    Path workingDirectory(String path) throws IOException {
        Path here = Path.of(here(path));
        if (mount(path).map(mounted::get).filter(Place::ofTheTask).isPresent()) {
            Files.createDirectories(here);
        }
        if (!Files.isDirectory(here)) {
            throw new IOException("the working directory " + here + " does not exist here");
        }
        return here;
    }

    /** The path of the mount that holds a path. */
    private Optional<String> mount(String path) {
        return mounted.keySet().stream()
                .filter(candidate -> path.equals(candidate) || path.startsWith(candidate + "/"))
                .max(Comparator.comparingInt(String::length));
    }

    private static String withoutEnd(String path) {
        return path.length() > 1 && path.endsWith("/") ? withoutEnd(path.substring(0, path.length() - 1)) : path;
    }
}
