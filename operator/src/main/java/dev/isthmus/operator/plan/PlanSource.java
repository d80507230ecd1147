package dev.isthmus.operator.plan;

import dev.isthmus.operator.http.HttpRead;
import dev.isthmus.operator.plan.marathon.MarathonApps;
import dev.isthmus.operator.plan.other.ChronosJobs;
import dev.isthmus.operator.plan.other.MesosTaskInfos;
import dev.isthmus.operator.plan.other.SingularityDeploys;
import dev.isthmus.operator.plan.world.AskedItem;
import dev.isthmus.operator.settings.CommandFailure;
import dev.isthmus.operator.settings.GivenFile;
import dev.isthmus.operator.text.Document;
import dev.isthmus.operator.text.Document.WrongDocumentException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what is to be planned: a file, or an address at which Marathon or Chronos answers. */
final class PlanSource {

    private static final String APPS = "/v2/apps";
    private static final String PODS = "/v2/pods";

    /** Where apps and jobs are, of a framework of which only the address is given. */
    private static final List<String> LISTS = List.of(APPS, "/v1/scheduler/jobs", "/scheduler/jobs");

    private final String source;
    private final Optional<String> framework;

    /**
     * Of a file or an address.
     *
     * @param framework the name of the framework, by which rules choose; that of its kind if it is not given
     */
    PlanSource(String source, Optional<String> framework) {
        this.source = source;
        this.framework = framework;
    }

    List<AskedItem> items() throws CommandFailure {
        if (!source.matches("(?i)https?://.*")) {
            return items(source, GivenFile.text(source));
        }
        URI address = HttpRead.address(source).orElseThrow(() -> CommandFailure.wrong(HttpRead.wanted(source), ""));
        return served(address);
    }

    /** Those of a text that came from there; the name of the place goes into messages, so it has no password. */
    private List<AskedItem> items(String shown, String text) throws CommandFailure {
        try {
            List<AskedItem> items = new ArrayList<>();
            for (Document document : Document.read(text)) {
                items.addAll(items(shown, document));
            }
            return items;
        } catch (WrongDocumentException e) {
            throw text.stripLeading().startsWith("<")
                    ? CommandFailure.wrong(
                            shown + ": it is a page for people, and no JSON",
                            "a login or a proxy answers, or another address was meant",
                            "docs/reference/commands.md says what each looks like")
                    : CommandFailure.wrong(
                            shown + ": " + e.why(),
                            "it is not what its framework takes either",
                            "docs/reference/commands.md says what each looks like");
        }
    }

    private List<AskedItem> items(String shown, Document document) throws WrongDocumentException, CommandFailure {
        if (MesosTaskInfos.isOne(document)) {
            return List.of(MesosTaskInfos.read(document, framework.orElse("framework")));
        }
        if (SingularityDeploys.isOne(document)) {
            return List.of(SingularityDeploys.read(document, framework.orElse("Singularity")));
        }
        if (ChronosJobs.isOne(document)) {
            return List.of(ChronosJobs.read(document, framework.orElse("chronos")));
        }
        if (MarathonApps.isOne(document)) {
            return MarathonApps.read(document, framework.orElse("marathon"));
        }
        throw CommandFailure.wrong(
                shown
                        + ": neither an app or group of Marathon, nor a job of Chronos, a deploy of Singularity or a TaskInfo"
                        + (document.members().isEmpty()
                                ? " (it has nothing)"
                                : " (it has "
                                        + String.join(", ", document.members().keySet()) + ")"),
                "another file, or a part of one",
                "docs/reference/commands.md says what each looks like");
    }

    private List<AskedItem> served(URI address) throws CommandFailure {
        String shown = HttpRead.shown(address);
        if (!address.getPath().isEmpty() && !address.getPath().equals("/")) {
            return items(shown, HttpRead.text(address));
        }
        for (String list : LISTS) {
            Optional<String> text = HttpRead.ifThere(address.resolve(list));
            if (text.isPresent()) {
                List<AskedItem> items = new ArrayList<>(items(shown + list, text.get()));
                if (list.equals(APPS)) {
                    // Marathons before 1.4 have none.
                    Optional<String> pods = HttpRead.ifThere(address.resolve(PODS));
                    if (pods.isPresent()) {
                        items.addAll(items(shown + PODS, pods.get()));
                    }
                }
                return items;
            }
        }
        throw CommandFailure.wrong(
                HttpRead.shown(address) + " answers, but has none of " + LISTS,
                "it is neither Marathon nor Chronos",
                "give the whole address of what is to be planned");
    }
}
