package dev.isthmus.operator.plan.marathon;

import dev.isthmus.operator.plan.world.AskedItem;
import dev.isthmus.operator.text.Document;
import dev.isthmus.operator.text.Document.WrongDocumentException;
import java.util.ArrayList;
import java.util.List;

/** The apps of a document of Marathon's: an app, a group with groups, or what {@code /v2/apps} and {@code /v2/groups} answer. */
public final class MarathonApps {

    private MarathonApps() {}

    /** Whether it looks like one. */
    public static boolean isOne(Document document) {
        return document.has("apps")
                || document.has("groups")
                || document.has("pods")
                || document.has("app")
                || isPod(document)
                || (document.has("id")
                        && (document.has("cmd")
                                || document.has("args")
                                || document.has("container")
                                || document.has("cpus")));
    }

    /** A pod has several containers, where an app has one. */
    private static boolean isPod(Document document) {
        return document.has("id") && document.has("containers");
    }

    /**
     * All apps in it, under their whole paths.
     *
     * @param framework the name of the framework, by which rules choose
     */
    public static List<AskedItem> read(Document document, String framework) throws WrongDocumentException {
        List<AskedItem> items = new ArrayList<>();
        collect(document, "/", framework, items);
        return items;
    }

    private static void collect(Document document, String parent, String framework, List<AskedItem> items)
            throws WrongDocumentException {
        if (document.has("app")) {
            collect(document.object("app"), parent, framework, items);
            return;
        }
        String path = path(document.text("id").orElse(""), parent);
        if (!document.has("apps") && !document.has("groups") && !document.has("pods")) {
            items.add(isPod(document) ? pod(path) : app(document, path, framework));
            return;
        }
        for (Document app : document.objects("apps")) {
            collect(app, path, framework, items);
        }
        for (Document group : document.objects("groups")) {
            collect(group, path, framework, items);
        }
        for (Document pod : document.objects("pods")) {
            items.add(pod(path(pod.text("id").orElse(""), path)));
        }
    }

    private static AskedItem pod(String path) {
        return new AskedItem.NotTaken(
                path, "a pod is not planned: launch it once on ./isthmus fake, and see what is registered there");
    }

    private static AskedItem app(Document app, String path, String framework) throws WrongDocumentException {
        String executor = app.text("executor").orElse("");
        if (!executor.isEmpty() && !executor.equals("//cmd")) {
            return new AskedItem.NotTaken(
                    path, "executor '" + executor + "' must be empty or //cmd: executors do not run");
        }
        for (Document volume : app.object("container").objects("volumes")) {
            if (volume.has("persistent")) {
                return new AskedItem.NotTaken(
                        path,
                        "volume '" + volume.text("containerPath").orElse("")
                                + "' is persistent, and the app waits for ever: make it"
                                + " a volume with a hostPath, or run a task definition of your own");
            }
        }
        return new AskedItem.Task(new MarathonTask(app, path).asked(framework));
    }

    /** Paths that do not begin with a slash are below the group's. */
    private static String path(String id, String parent) {
        if (id.startsWith("/")) {
            return id;
        }
        String whole = parent.endsWith("/") ? parent + id : parent + "/" + id;
        return whole.length() > 1 && whole.endsWith("/") ? whole.substring(0, whole.length() - 1) : whole;
    }
}
