package dev.isthmus.ecs.definition;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * {@code LinuxParameters} in ECS's API reference; amounts in MiB.
 *
 * @param init whether an init process reaps zombies
 * @param sharedMemory size of {@code /dev/shm}
 * @param swap size and swappiness
 * @param tmpfs tmpfs mounts; kept sorted by path
 * @param devices of the host; kept sorted by path
 * @param added capabilities, without {@code CAP_}
 * @param dropped capabilities, without {@code CAP_}
 */
public record LinuxOptions(
        boolean init,
        OptionalInt sharedMemory,
        Optional<Swap> swap,
        List<Tmpfs> tmpfs,
        List<Device> devices,
        SortedSet<String> added,
        SortedSet<String> dropped) {

    /** No options. */
    public static final LinuxOptions NONE = new LinuxOptions(
            false, OptionalInt.empty(), Optional.empty(), List.of(), List.of(), new TreeSet<>(), new TreeSet<>());

    /**
     * Swap memory.
     *
     * @param most MiB beyond the container's memory; 0 for none
     * @param swappiness 0 to 100, if not the kernel's default
     */
    public record Swap(int most, OptionalInt swappiness) {}

    /** A tmpfs mount. */
    public record Tmpfs(String path, int size, SortedSet<String> options) {

        /** Copies the set. */
        public Tmpfs {
            options = Collections.unmodifiableSortedSet(new TreeSet<>(options));
        }
    }

    /**
     * A device of the host.
     *
     * @param permissions of {@code read}, {@code write} and {@code mknod}
     */
    public record Device(String hostPath, String path, SortedSet<String> permissions) {

        /** Copies the set. */
        public Device {
            permissions = Collections.unmodifiableSortedSet(new TreeSet<>(permissions));
        }
    }

    /** Copies and sorts. */
    public LinuxOptions {
        tmpfs = tmpfs.stream().sorted(Comparator.comparing(Tmpfs::path)).toList();
        devices = devices.stream().sorted(Comparator.comparing(Device::path)).toList();
        added = Collections.unmodifiableSortedSet(new TreeSet<>(added));
        dropped = Collections.unmodifiableSortedSet(new TreeSet<>(dropped));
    }

    List<String> words() {
        List<String> words = new ArrayList<>();
        if (init) {
            words.add("init");
        }
        sharedMemory.ifPresent(size -> words.addAll(List.of("shm", "" + size)));
        swap.ifPresent(given -> words.addAll(
                List.of("swap", "" + given.most(), "" + given.swappiness().orElse(-1))));
        for (Tmpfs each : tmpfs) {
            words.addAll(List.of(
                    "tmpfs", each.path(), "" + each.size(), "" + each.options().size()));
            words.addAll(each.options());
        }
        for (Device each : devices) {
            words.addAll(List.of("device", each.hostPath(), each.path(), String.join(",", each.permissions())));
        }
        added.forEach(capability -> words.addAll(List.of("add", capability)));
        dropped.forEach(capability -> words.addAll(List.of("drop", capability)));
        return words;
    }
}
