package dev.isthmus.simulation.run;

import dev.isthmus.master.http.Headers;
import dev.isthmus.master.http.HttpRequest;
import dev.isthmus.mesos.protobuf.ByteString;
import dev.isthmus.simulation.client.ClientWorld;
import dev.isthmus.simulation.client.FrameworkTerms;
import dev.isthmus.simulation.driver.Surroundings;
import dev.isthmus.simulation.happening.MasterStage;
import dev.isthmus.simulation.master.MasterResidence;
import dev.isthmus.simulation.observe.DriverLife;
import dev.isthmus.simulation.time.Draws;
import dev.isthmus.simulation.verdict.Court;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** A master with the frameworks that are its clients. */
final class MasterHousehold implements MasterStage {

    private final MasterResidence master;
    private final ClientWorld clients;
    private final List<Residence> frameworks;

    /**
     * A master that has not begun.
     *
     * @param frameworks filled later
     * @param terms of the framework of a name
     */
    MasterHousehold(
            Surroundings around,
            Draws draws,
            Court court,
            List<Residence> frameworks,
            Function<String, FrameworkTerms> terms) {
        this.frameworks = frameworks;
        this.master = new MasterResidence(
                around,
                draws,
                (what, cause) -> court.broken(Residence.NO_FAULT, Residence.words(what + " failed", cause)),
                this::withClients);
        this.clients = new ClientWorld(around.clock(), master, terms);
    }

    MasterResidence master() {
        return master;
    }

    ClientWorld clients() {
        return clients;
    }

    private void withClients(Consumer<DriverLife> what) {
        frameworks.forEach(each -> each.processes().forEach(process -> what.accept(process.life())));
    }

    private Residence framework(int number) {
        return frameworks.get(number % frameworks.size());
    }

    @Override
    public void cutStream(int framework) {
        clients.cut(framework(framework).name());
    }

    @Override
    public void subscribeAgain(int framework, int times) {
        clients.storm(framework(framework).name(), times);
    }

    @Override
    public void operate(HttpRequest request) {
        master.operate(request);
    }

    @Override
    public void tearDown(int framework) {
        framework(framework)
                .id()
                .ifPresent(id -> master.operate(new HttpRequest(
                        "POST",
                        "/teardown",
                        Headers.NONE.with("Content-Type", "application/x-www-form-urlencoded"),
                        ByteString.copyFromUtf8("frameworkId=" + id))));
    }
}
