package dev.isthmus.ecs.plan;

import dev.isthmus.api.failure.Brief;
import dev.isthmus.api.task.Command;
import dev.isthmus.api.task.CommandUri;
import dev.isthmus.api.task.Volume;
import dev.isthmus.ecs.call.RunTaskOptions;
import dev.isthmus.ecs.definition.DefinitionContent.Execution;
import dev.isthmus.ecs.definition.DefinitionContent.Fixed;
import dev.isthmus.ecs.definition.Provisions;
import dev.isthmus.ecs.definition.Provisions.Fetcher;
import dev.isthmus.ecs.definition.Provisions.Filling;
import dev.isthmus.ecs.definition.Provisions.Sandbox;
import dev.isthmus.ecs.definition.UnsupportedFieldException;
import dev.isthmus.ecs.fetch.FetchDecision;
import dev.isthmus.ecs.fetch.FetchItem;
import dev.isthmus.ecs.fetch.FetchList;
import dev.isthmus.ecs.fetch.FetchRules;
import dev.isthmus.ecs.fetch.FetchScript;
import dev.isthmus.ecs.fetch.UrisRule;
import dev.isthmus.ecs.rules.RuleKey;
import dev.isthmus.ecs.rules.RuleValues;
import dev.isthmus.ecs.rules.TaskRules;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** Decides on the provisions of a task by its URIs, rules and settings. */
final class Provisioning {

    private final RuleValues choices;
    private final Sandboxes sandboxes;
    private final RunTaskOptions surroundings;
    private final List<String> warnings;

    Provisioning(RuleValues choices, Sandboxes sandboxes, RunTaskOptions surroundings, List<String> warnings) {
        this.choices = choices;
        this.sandboxes = sandboxes;
        this.surroundings = surroundings;
        this.warnings = warnings;
    }

    /**
     * A task as it would be without provisions.
     *
     * @param command as the framework gives it
     * @param bare whether it brings no image, so that a sandbox is where it works
     * @param entryPoint what its container begins with; empty to keep the image's
     * @param network ECS's network mode
     * @param execution how its main process is run
     */
    record Task(Command command, boolean bare, List<String> entryPoint, String network, Execution execution) {

        /** Whether its container begins with a shell of ours, before which we can do something. */
        private boolean begins() {
            return entryPoint.equals(Commands.SHELL) || entryPoint.equals(Commands.EXECUTE);
        }

        private boolean asRoot() {
            return execution.user().map(user -> user.replaceFirst(":.*", "")).stream()
                    .allMatch(user -> user.equals("root") || user.equals("0"));
        }
    }

    /**
     * The same with them.
     *
     * @param provisions what its definition has of them
     * @param entryPoint what its container begins with
     * @param execution how its main process is run
     * @param volumes that it needs beside its own
     * @param fetched what a container of its own fetches
     */
    record Made(
            Provisions provisions,
            List<String> entryPoint,
            Execution execution,
            List<Volume> volumes,
            Optional<FetchList> fetched) {}

    /**
     * Makes them.
     *
     * @param environment of the task: what the provisions set themselves is taken out, what the task itself has to know of them is put in
     */
    Made of(Task task, SortedMap<String, String> environment) {
        Optional<FetchDecision.Fetch> fetch = toFetch(task.command().uris());
        boolean always = choices.text(RuleKey.SANDBOX).map("always"::equals).orElse(sandboxes.always());
        Filling filling = fetch.map(what -> filling(task, what))
                .orElse(always && isOpened(task) ? Filling.FETCHER : Filling.NOTHING);
        Optional<Sandbox> sandbox =
                always || fetch.isPresent() ? Optional.of(new Sandbox(task.bare(), filling)) : Optional.empty();
        // As in Mesos, where a task cannot say itself where its sandbox is.
        sandbox.ifPresent(one -> environment.keySet().removeAll(one.variables().keySet()));
        SortedMap<String, String> secrets = secrets(environment);
        Optional<String> credentials = choices.text(RuleKey.REGISTRY_CREDENTIALS);
        boolean read = credentials.isPresent() || !secrets.isEmpty();
        if (read && surroundings.executionRole().isEmpty()) {
            throw new UnsupportedFieldException(
                    "a rule of " + TaskRules.SETTING + " has "
                            + (credentials.isPresent() ? RuleKey.REGISTRY_CREDENTIALS : RuleKey.SECRET).written()
                            + " for the task, which ECS reads by its execution role, and it has none: add execution-role:... to the rule");
        }
        Provisions provisions = new Provisions(
                sandbox,
                filling == Filling.FETCHER ? Optional.of(fetcher(fetch)) : Optional.empty(),
                credentials,
                secrets,
                read ? surroundings.executionRole() : Optional.empty());
        boolean prelude = filling == Filling.PRELUDE;
        environment.remove(FetchScript.VARIABLE);
        if (prelude) {
            task.execution()
                    .workingDirectory()
                    .ifPresent(directory -> warnings.add("its working directory " + directory
                            + " is not used: what fetches its uris by itself begins in its sandbox"));
            environment.put(FetchScript.VARIABLE, fetch.orElseThrow().list().encoded());
        }
        return new Made(
                provisions,
                prelude ? prelude(task) : task.entryPoint(),
                atHome(task.execution(), sandbox),
                prelude ? mounts(fetch.orElseThrow()) : List.of(),
                fetch.filter(what -> filling == Filling.FETCHER).map(FetchDecision.Fetch::list));
    }

    private Optional<FetchDecision.Fetch> toFetch(List<CommandUri> uris) {
        return decide(choices, sandboxes, uris).match(new FetchDecision.Cases<>() {
            @Override
            public Optional<FetchDecision.Fetch> nothing(FetchDecision.Nothing nothing) {
                warnings.addAll(nothing.warnings());
                return Optional.empty();
            }

            @Override
            public Optional<FetchDecision.Fetch> fetch(FetchDecision.Fetch fetch) {
                warnings.addAll(fetch.warnings());
                return Optional.of(fetch);
            }

            @Override
            public Optional<FetchDecision.Fetch> refused(FetchDecision.Refused refused) {
                throw new UnsupportedFieldException(refused.message());
            }
        });
    }

    private static FetchDecision decide(RuleValues choices, Sandboxes sandboxes, List<CommandUri> uris) {
        UrisRule rule = choices.text(RuleKey.URIS).flatMap(UrisRule::of).orElse(UrisRule.FETCH);
        return new FetchRules(sandboxes.fetchPaths()).decide(rule, uris);
    }

    /**
     * Refuses what would have to be fetched for a definition that somebody else keeps: neither its entry point nor its volumes are ours.
     *
     * @param named the definition and what named it, for the message
     */
    static void requireNothingToFetch(
            List<CommandUri> uris, RuleValues choices, Sandboxes sandboxes, String named, List<String> warnings) {
        FetchDecision decision = decide(choices, sandboxes, uris);
        if (!(decision instanceof FetchDecision.Nothing nothing)) {
            throw new UnsupportedFieldException("the task's command has uris (" + shown(uris) + "), and it runs "
                    + named
                    + ", for which nothing is fetched: put the files into its image or let it fetch them by itself, or say uris:ignore "
                    + "in a rule of " + TaskRules.SETTING);
        }
        warnings.addAll(nothing.warnings());
    }

    private static String shown(List<CommandUri> uris) {
        return Brief.list(uris.stream().map(CommandUri::withoutSecrets).toList());
    }

    /**
     * By what it is fetched: where the task brings no image, by itself; else by a container that runs first, so that any image will do. A user
     * other than root cannot open the sandbox, which is root's, so a task of such a user is fetched for as well, if possible.
     */
    private Filling filling(Task task, FetchDecision.Fetch fetch) {
        if (task.network().equals("none") && !fetch.list().items().stream().allMatch(FetchItem::local)) {
            throw new UnsupportedFieldException(
                    "the task's command has uris (" + shown(task.command().uris())
                            + "), and on network NONE there is nothing that they could be fetched from: use network HOST or BRIDGE, or put the files into "
                            + "the image");
        }
        Optional<String> ruled = choices.text(RuleKey.FETCHER);
        boolean byItself = ruled.map("prelude"::equals)
                .orElse(task.bare()
                        && task.begins()
                        && (task.asRoot() || sandboxes.fetchImage().isEmpty()));
        if (byItself && !task.begins()) {
            throw new UnsupportedFieldException("a rule of " + TaskRules.SETTING
                    + " has fetcher:prelude, and before the entry point of an image nothing can be run: say fetcher:container and set "
                    + "ISTHMUS_FETCH_IMAGE, or give the task a command with shell: true");
        }
        if (!byItself && sandboxes.fetchImage().isEmpty()) {
            String otherwise = task.begins()
                    ? ", or, where the task's image has them, say fetcher:prelude in a rule of " + TaskRules.SETTING
                    : "";
            throw new UnsupportedFieldException(
                    "the task's command has uris (" + shown(task.command().uris())
                            + "), and they are fetched by a container of an image that is not set: set ISTHMUS_FETCH_IMAGE to one with /bin/sh and curl or "
                            + "wget, and tar and unzip for archives" + otherwise);
        }
        return byItself ? Filling.PRELUDE : Filling.FETCHER;
    }

    /**
     * Whether a container opens the sandbox for the task that has nothing fetched into it: for a user other than root, who could not write there,
     * as far as that is known. Which user an image has is not, so that a rule can say it.
     */
    private boolean isOpened(Task task) {
        boolean wanted = choices.text(RuleKey.FETCHER).map("container"::equals).orElse(!task.asRoot());
        return wanted && sandboxes.fetchImage().isPresent();
    }

    private Fetcher fetcher(Optional<FetchDecision.Fetch> fetch) {
        return new Fetcher(
                sandboxes.fetchImage().orElseThrow(),
                FetchScript.fetcher(),
                fetch.map(FetchDecision.Fetch::mounts).orElse(List.of()),
                Fixed.NOTHING);
    }

    private static List<String> prelude(Task task) {
        return task.entryPoint().equals(Commands.SHELL) ? FetchScript.beforeLine() : FetchScript.beforeWords();
    }

    private static List<Volume> mounts(FetchDecision.Fetch fetch) {
        return fetch.mounts().stream()
                .map(directory -> new Volume(directory.mountedAt(), Optional.of(directory.path()), true))
                .toList();
    }

    /** A task that brings no image works in its sandbox, as under Mesos, unless it says where it works. */
    private static Execution atHome(Execution execution, Optional<Sandbox> sandbox) {
        boolean home = sandbox.filter(Sandbox::home).isPresent();
        return home && execution.workingDirectory().isEmpty() ? execution.workingIn(Sandbox.PATH) : execution;
    }

    private SortedMap<String, String> secrets(SortedMap<String, String> environment) {
        SortedMap<String, String> secrets = choices.secrets();
        for (String name : secrets.keySet()) {
            if (environment.remove(name) != null) {
                warnings.add("its variable " + name + " is not used, because a rule of " + TaskRules.SETTING
                        + " sets a secret of that name");
            }
        }
        return secrets;
    }
}
