package dev.isthmus.master.gate;

import dev.isthmus.master.http.Credentials;
import dev.isthmus.master.http.HttpRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A master that knows what a test says. At first it leads, asks nobody for credentials and knows no framework. */
final class StubMaster {

    Optional<Credentials> schedulers = Optional.empty();
    Leadership leadership = new Leadership.Leading();
    final Map<String, KnownFramework> frameworks = new LinkedHashMap<>();

    /** A framework that is subscribed under the stream's id. */
    StubMaster with(String framework, String principal, String stream) {
        frameworks.put(framework, new KnownFramework(principal, new KnownFramework.ByStream(stream)));
        return this;
    }

    /** Lets a request through or answers it. */
    GateOutcome pass(HttpRequest request) {
        return SchedulerGate.admit(request, schedulers, leadership)
                .fold(
                        GateOutcome.Answered::new,
                        admitted -> SchedulerGate.enter(admitted, id -> Optional.ofNullable(frameworks.get(id))));
    }
}
