package dev.isthmus.master.api;

import dev.isthmus.master.gate.LeaderAnswer;
import dev.isthmus.master.gate.Leadership;
import dev.isthmus.master.http.HttpAnswer;
import dev.isthmus.master.http.HttpRequest;
import dev.isthmus.master.http.JsonPage;
import dev.isthmus.master.http.Query;
import dev.isthmus.master.json.JsonText;
import dev.isthmus.master.operator.OperatorPages;
import dev.isthmus.master.operator.PrometheusText;
import dev.isthmus.master.operator.SnapshotFigures;
import dev.isthmus.mesos.machine.registration.MasterInfos;
import java.util.Map;

/** What a master answers that does not lead. */
public final class StandbyPages {

    private StandbyPages() {}

    /** Answers a request for one of the {@link OperatorPages}: what is of it alone, and all else where its leader is. */
    public static HttpAnswer answer(HttpRequest request, Leadership leadership) {
        return switch (OperatorPages.name(request).orElse("")) {
            case "health" -> HttpAnswer.empty(200);
            case "version" -> json(request, OperatorPages.version(MasterInfos.VERSION));
            case "metrics" -> PrometheusText.page(SnapshotFigures.standby());
            case "metrics/snapshot" ->
                OperatorPages.wrongTimeout(request).orElseGet(() -> json(request, Map.of("master/elected", 0.0)));
            case "redirect" ->
                OperatorPages.isRedirect(request)
                        ? LeaderAnswer.withoutPath(leadership).orElseGet(HttpAnswer::notFound)
                        : HttpAnswer.notFound();
            default -> LeaderAnswer.of(request, leadership).orElseGet(HttpAnswer::notFound);
        };
    }

    private static HttpAnswer json(HttpRequest request, Map<String, Object> page) {
        return JsonPage.of(JsonText.write(page), Query.of(request.target()));
    }
}
