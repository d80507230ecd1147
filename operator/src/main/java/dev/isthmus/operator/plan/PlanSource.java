package dev.isthmus.operator.plan;

import dev.isthmus.operator.http.HttpRead;
import dev.isthmus.operator.plan.marathon.MarathonApps;
import dev.isthmus.operator.plan.other.ChronosJobs;
import dev.isthmus.operator.plan.other.MesosTaskInfos;
import dev.isthmus.operator.plan.other.SingularityDeploys;
import dev.isthmus.operator.plan.world.AskedItem;
import dev.isthmus.operator.settings.CommandFailure;
import dev.isthmus.operator.text.Document;
import dev.isthmus.operator.text.Document.WrongDocumentException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what is to be planned: a file, or an address at which Marathon or Chronos answers. */
final class PlanSource {

    /** Where apps and jobs are, of a framework of which only the address is given. */
    private static final List<String> LISTS = List.of("/v2/apps", "/v1/scheduler/jobs", "/scheduler/jobs");

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
            return items(source, file());
        }
        URI address = HttpRead.address(source).orElseThrow(() -> CommandFailure.wrong(HttpRead.wanted(source), ""));
        return items(HttpRead.shown(address), fetched(address));
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
            throw CommandFailure.wrong(shown + ": " + e.why(), "it is not what its framework takes either");
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
                        + " (it has " + String.join(", ", document.members().keySet()) + ")",
                "another file, or a part of one",
                "docs/reference/commands.md says what each looks like");
    }

    private String file() throws CommandFailure {
        try {
            return Files.readString(Path.of(source));
        } catch (NoSuchFileException e) {
            throw CommandFailure.wrong("there is no file " + source, "");
        } catch (IOException e) {
            throw CommandFailure.wrong(source + " cannot be read: " + e, "");
        }
    }

    private static String fetched(URI address) throws CommandFailure {
        if (!address.getPath().isEmpty() && !address.getPath().equals("/")) {
            return HttpRead.text(address);
        }
        for (String list : LISTS) {
            Optional<String> text = HttpRead.ifThere(address.resolve(list));
            if (text.isPresent()) {
                return text.get();
            }
        }
        throw CommandFailure.wrong(
                HttpRead.shown(address) + " answers, but has none of " + LISTS,
                "it is neither Marathon nor Chronos",
                "give the whole address of what is to be planned");
    }
}
