package dev.isthmus.master.subscription;

import dev.isthmus.master.gate.KnownFramework;
import dev.isthmus.master.snapshot.RegisteredFramework;
import dev.isthmus.master.translation.ToldOffers;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.scheduler.Protos.Call;
import dev.isthmus.mesos.messages.scheduler.Protos.OfferConstraints;
import java.util.List;

/** A framework that is registered: connected now, or with time left to come back. */
final class SubscribedFramework {

    private final String id;
    private final ToldOffers offers = new ToldOffers();
    private FrameworkInfo info;
    private FrameworkLink link;
    private boolean isServed;

    SubscribedFramework(String id, FrameworkInfo info, FrameworkLink link) {
        this.id = id;
        this.info = info;
        this.link = link;
        noteStream();
    }

    private void noteStream() {
        link.match(stream -> isServed = true, away -> {});
    }

    /** Whether the machine was told of it, or it is only remembered. */
    boolean isServed() {
        return isServed;
    }

    /** The machine is told of it, as it has subscribed. */
    FrameworkAction.Serve serve(String stream, Call.Subscribe asked) {
        return new FrameworkAction.Serve(
                stream,
                info,
                asked.getFrameworkInfo().getId().getValue().isEmpty(),
                asked.getSuppressedRolesList(),
                asked.getOfferConstraints());
    }

    /** The machine is told of it, though it has not come. */
    FrameworkAction.Serve serveUnseen() {
        isServed = true;
        return new FrameworkAction.Serve("", info, false, List.of(), OfferConstraints.getDefaultInstance());
    }

    /** The machine was told of it, and could not serve it. */
    void unserved() {
        isServed = false;
    }

    String id() {
        return id;
    }

    /** Its description, with its id. */
    FrameworkInfo info() {
        return info;
    }

    void info(FrameworkInfo changed) {
        info = changed;
    }

    /** It is subscribed again. Its user and its checkpoint flag cannot be changed, and nobody is told. */
    void comesBack(FrameworkInfo described, FrameworkLink by) {
        info = described.toBuilder()
                .setUser(info.getUser())
                .setCheckpoint(info.getCheckpoint())
                .build();
        link(by);
    }

    FrameworkLink link() {
        return link;
    }

    /** It is connected in another way from now on; offers of before are void. */
    void link(FrameworkLink changed) {
        link = changed;
        noteStream();
        offers.takeAll();
    }

    /** It has been given a sign of life, and the next one is due later. */
    void beats(FrameworkLink.Streaming beating) {
        link = beating;
    }

    ToldOffers offers() {
        return offers;
    }

    RegisteredFramework registered() {
        return new RegisteredFramework(info, link.connection() instanceof KnownFramework.ByStream);
    }

    KnownFramework known() {
        return new KnownFramework(info.getPrincipal(), link.connection());
    }
}
