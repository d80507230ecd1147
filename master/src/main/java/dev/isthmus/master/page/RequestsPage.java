package dev.isthmus.master.page;

import dev.isthmus.master.http.HttpAnswer;
import dev.isthmus.master.http.HttpRequest;
import dev.isthmus.master.http.Routes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the cluster's request budget is spent on: how often each operation was called since the master leads. */
public final class RequestsPage {

    private static final Routes ROUTES = new Routes(List.of("isthmus/requests"));

    private RequestsPage() {}

    /** Whether a request is for that. */
    public static boolean has(HttpRequest request) {
        return ROUTES.of(request.target()).isPresent();
    }

    /**
     * The answer.
     *
     * @param calls by operation
     * @param now in seconds since 1970
     */
    public static HttpAnswer answer(Map<String, Long> calls, double now) {
        Map<String, Object> page = new LinkedHashMap<>();
        page.put("now", now);
        page.put("calls", new TreeMap<>(calls));
        return PageFigures.json(page);
    }
}
