package dev.isthmus.master.page;

import dev.isthmus.master.http.HttpAnswer;
import dev.isthmus.master.http.HttpRequest;
import dev.isthmus.master.http.Routes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The files of the page, as they are in the jar. Each is at its own path alone, and under {@code /master} too. Immutable.
 */
public final class PageFiles {

    private static final String FOLDER = "isthmus/page/";
    private static final String INDEX = "index.html";
    private static final String SCRIPT = "text/javascript; charset=utf-8";

    private static final List<String> SCRIPTS = List.of(
            "agents.js",
            "app.js",
            "ask.js",
            "dom.js",
            "filter.js",
            "format.js",
            "frameworks.js",
            "home.js",
            "requests.js",
            "source.js",
            "table.js",
            "task.js",
            "tasks.js",
            "waiting.js");

    private final SortedMap<String, PageFile> byPath;

    private PageFiles(SortedMap<String, PageFile> byPath) {
        this.byPath = Collections.unmodifiableSortedMap(byPath);
    }

    /** Those of this jar. */
    public static PageFiles load() {
        SortedMap<String, PageFile> files = new TreeMap<>();
        SCRIPTS.forEach(name -> files.put(FOLDER + name, read(name, SCRIPT)));
        files.put(FOLDER + "page.css", read("page.css", "text/css; charset=utf-8"));
        files.put(FOLDER + "icon.svg", read("icon.svg", "image/svg+xml"));
        PageFile index = read(INDEX, "text/html; charset=utf-8");
        files.put(FOLDER + INDEX, index);
        files.put("", index);
        files.put("master", index);
        return new PageFiles(files);
    }

    private static PageFile read(String name, String type) {
        try (InputStream in = PageFiles.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("this jar lacks the page's " + name);
            }
            return PageFile.of(type, in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("the page's " + name + " cannot be read", e);
        }
    }

    private Optional<PageFile> of(HttpRequest request) {
        return Routes.exact(request.target()).flatMap(path -> Optional.ofNullable(byPath.get(path)));
    }

    /** Whether a request is for one of them. */
    public boolean has(HttpRequest request) {
        return of(request).isPresent();
    }

    /** The file, to whoever only reads. */
    public HttpAnswer answer(HttpRequest request) {
        boolean onlyReads = request.method().equals("GET") || request.method().equals("HEAD");
        return onlyReads
                ? of(request).map(file -> file.answer(request)).orElseGet(HttpAnswer::notFound)
                : HttpAnswer.notAllowed(List.of("GET", "HEAD"), request.method());
    }
}
