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
 * What a task has beside its image when its main process starts: a sandbox, fetched files and secrets.
 *
 * @param sandbox its sandbox, if it has one
 * @param fetcher the container that runs first and fetches into the sandbox, if there is one; only with a sandbox
 * @param registryCredentials the ARN of the secret with which its image is pulled, if it needs one
 * @param secrets the ARNs of secrets by environment variable
 * @param executionRole the ARN of the role with which ECS reads credentials and secrets; required if there are any
 */
public record Provisions(
        Optional<Sandbox> sandbox,
        Optional<Fetcher> fetcher,
        Optional<String> registryCredentials,
        SortedMap<String, String> secrets,
        Optional<String> executionRole) {

    /** No provisions. */
    public static final Provisions NONE =
            new Provisions(Optional.empty(), Optional.empty(), Optional.empty(), new TreeMap<>(), Optional.empty());

    /**
     * A directory of a task, empty at first and deleted some hours after its end.
     *
     * @param home whether it is also the working directory, as for tasks that name no image
     * @param filling what fetches into it
     */
    public record Sandbox(boolean home, Filling filling) {

        /** The mount path: the default of Mesos's agent flag {@code --sandbox_directory}. */
        public static final String PATH = FetchScript.SANDBOX;

        /** The environment variables that name it. */
        public SortedMap<String, String> variables() {
            SortedMap<String, String> variables = new TreeMap<>(Map.of(FetchScript.SANDBOX_VARIABLE, PATH));
            if (home) {
                variables.put("MESOS_DIRECTORY", PATH);
            }
            return variables;
        }
    }

    /** What fetches into a sandbox before the main process starts. */
    public enum Filling {
        /** Nothing. */
        NOTHING,
        /** A container that runs first. */
        FETCHER,
        /** The task's own container: its entry point is a script of Isthmus, which fetches and then becomes the main process. */
        PRELUDE
    }

    /**
     * A container that ends before the main container starts. It reserves no CPU, and {@value #MEMORY} MiB.
     *
     * @param image the Docker image
     * @param entryPoint its entry point
     * @param mounts directories of the host, mounted read only
     * @param fixed what does not fit into the overrides
     */
    public record Fetcher(String image, List<String> entryPoint, List<HostDirectory> mounts, Fixed fixed) {

        /** The memory that it reserves, in MiB: Docker's minimum. */
        public static final int MEMORY = 6;

        /** The name of the container. */
        public static final String CONTAINER = "fetch";

        /** Copies the lists. */
        public Fetcher {
            entryPoint = List.copyOf(entryPoint);
            mounts = List.copyOf(mounts);
        }

        /** The name of the container that fetches for the task at this index of a group, from 0. */
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

    /** Whether the main container fetches before it runs the task. */
    public boolean hasPrelude() {
        return sandbox.filter(one -> one.filling() == Filling.PRELUDE).isPresent();
    }

    /** The same provisions with this command and environment for the fetcher. */
    public Provisions withFetched(Fixed fixed) {
        return new Provisions(
                sandbox,
                fetcher.map(one -> new Fetcher(one.image(), one.entryPoint(), one.mounts(), fixed)),
                registryCredentials,
                secrets,
                executionRole);
    }

    /** All provisions as a list of words. Provisions are equal if and only if their words are; without provisions, the list is empty. */
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
