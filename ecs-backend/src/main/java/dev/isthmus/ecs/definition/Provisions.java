package dev.isthmus.ecs.definition;

import dev.isthmus.ecs.definition.DefinitionContent.Fixed;
import dev.isthmus.ecs.fetch.FetchScript;
import dev.isthmus.ecs.fetch.HostDirectory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a task of ours finds when its main process begins, beside its image: a sandbox, what was fetched into it, secrets.
 *
 * @param sandbox the directory that is its own, if it has one
 * @param fetcher the container that runs first and fills the sandbox, if there is one; only with a sandbox
 * @param registryCredentials the ARN of the secret by which its image is pulled, if it needs one
 * @param secrets the ARNs of secrets by the names of the variables that hold them
 * @param executionRole the ARN of the role by which ECS reads credentials and secrets: it wants one in a definition that has any
 */
public record Provisions(
        Optional<Sandbox> sandbox,
        Optional<Fetcher> fetcher,
        Optional<String> registryCredentials,
        SortedMap<String, String> secrets,
        Optional<String> executionRole) {

    /** Nothing of it. */
    public static final Provisions NONE =
            new Provisions(Optional.empty(), Optional.empty(), Optional.empty(), new TreeMap<>(), Optional.empty());

    /**
     * A directory that is empty at first, and gone some hours after the task.
     *
     * @param home whether it is the working directory as well, as for tasks that bring no image
     * @param filling what fills it
     */
    public record Sandbox(boolean home, Filling filling) {

        /** Where it is: the default of Mesos's agent flag {@code --sandbox_directory}. */
        public static final String PATH = FetchScript.SANDBOX;

        /** What the task's environment says of it. */
        public SortedMap<String, String> variables() {
            SortedMap<String, String> variables = new TreeMap<>(Map.of(FetchScript.SANDBOX_VARIABLE, PATH));
            if (home) {
                variables.put("MESOS_DIRECTORY", PATH);
            }
            return variables;
        }
    }

    /** What fills a sandbox before the task's main process begins. */
    public enum Filling {
        /** Nothing. */
        NOTHING,
        /** A container that runs first. */
        FETCHER,
        /** The task's own container, whose entry point is ours, before it becomes the main process. */
        PRELUDE
    }

    /**
     * A container that ends before the task's own begins. It takes no CPU of its own, and {@value #MEMORY} MiB.
     *
     * @param image the Docker image
     * @param entryPoint what it runs
     * @param mounts directories of the host that it reads
     * @param fixed what did not fit into the overrides
     */
    public record Fetcher(String image, List<String> entryPoint, List<HostDirectory> mounts, Fixed fixed) {

        /** The MiB that it reserves: the least that Docker runs a container with. */
        public static final int MEMORY = 6;

        /** The name of the container. */
        public static final String CONTAINER = "fetch";

        /** Copies the lists. */
        public Fetcher {
            entryPoint = List.copyOf(entryPoint);
            mounts = List.copyOf(mounts);
        }

        /** The name of the container that fetches for the group's task at this place, from 0. */
        public static String container(int place) {
            return CONTAINER + "-" + place;
        }

        private List<String> words() {
            List<String> words = new ArrayList<>(List.of("fetcher", image));
            words.add(String.valueOf(entryPoint.size()));
            words.addAll(entryPoint);
            mounts.forEach(mount -> words.addAll(List.of("mount", mount.path(), mount.mountedAt())));
            fixed.environment().forEach((name, value) -> words.addAll(List.of("variable", name, value)));
            return words;
        }
    }

    /** Copies the map. */
    public Provisions {
        if (fetcher.isPresent() != sandbox.map(Sandbox::filling).equals(Optional.of(Filling.FETCHER))) {
            throw new IllegalArgumentException("a fetcher without a sandbox that it fills, or the other way round");
        }
        secrets = Collections.unmodifiableSortedMap(new TreeMap<>(secrets));
    }

    /** Whether its container fetches before it becomes the task. */
    public boolean hasPrelude() {
        return sandbox.filter(one -> one.filling() == Filling.PRELUDE).isPresent();
    }

    /** The same with this in the fetcher's environment. */
    public Provisions withFetched(Fixed fixed) {
        return new Provisions(
                sandbox,
                fetcher.map(one -> new Fetcher(one.image(), one.entryPoint(), one.mounts(), fixed)),
                registryCredentials,
                secrets,
                executionRole);
    }

    /** All of it as one list of words, the same for equal provisions only; empty if there is nothing of it. */
    List<String> words() {
        List<String> words = new ArrayList<>();
        sandbox.ifPresent(one -> words.addAll(List.of("sandbox", one.home() ? "home" : "mounted")));
        fetcher.ifPresent(one -> words.addAll(one.words()));
        registryCredentials.ifPresent(arn -> words.addAll(List.of("credentials", arn)));
        secrets.forEach((name, arn) -> words.addAll(List.of("secret", name, arn)));
        executionRole.ifPresent(arn -> words.addAll(List.of("role", arn)));
        return words;
    }
}
