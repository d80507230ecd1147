package dev.isthmus.master.subscription;

import dev.isthmus.master.gate.KnownFramework;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.scheduler.Protos.Call;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The frameworks that are registered, by id and by stream, and the ids that are over. */
final class FrameworkRegistry {

    private final UUID master;
    private final Map<String, SubscribedFramework> byId = new LinkedHashMap<>();
    private final Map<String, SubscribedFramework> byStream = new LinkedHashMap<>();
    private final RemovedIds removed = new RemovedIds();
    private long nextId;

    /** @param master begins the ids that it gives */
    FrameworkRegistry(UUID master) {
        this.master = master;
    }

    Optional<SubscribedFramework> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** As the gate knows it. */
    Optional<KnownFramework> known(String id) {
        return find(id).map(SubscribedFramework::known);
    }

    /** The framework of a call that the gate has let through. */
    SubscribedFramework of(Call call) {
        return find(call.getFrameworkId().getValue()).orElseThrow();
    }

    Optional<SubscribedFramework> onStream(String stream) {
        return Optional.ofNullable(byStream.get(stream));
    }

    boolean isRemoved(String id) {
        return removed.contains(id);
    }

    /** Registers a framework under its id; without one it gets one. One that this master has never seen is of an earlier one, or made up: it is taken as it is. */
    SubscribedFramework register(FrameworkInfo info, FrameworkLink link) {
        String own = info.getId().getValue();
        String id = own.isEmpty() ? String.format(Locale.ROOT, "%s-%04d", master, nextId++) : own;
        FrameworkInfo.Builder named = info.toBuilder();
        named.getIdBuilder().setValue(id);
        SubscribedFramework framework = new SubscribedFramework(id, named.build(), link);
        byId.put(id, framework);
        return framework;
    }

    /** In the order in which they came. */
    Collection<SubscribedFramework> all() {
        return Collections.unmodifiableCollection(byId.values());
    }

    void streams(SubscribedFramework framework, String stream) {
        byStream.put(stream, framework);
    }

    void ended(String stream) {
        byStream.remove(stream);
    }

    /** It may come again, as any that is not known. */
    Optional<SubscribedFramework> forget(String id) {
        return Optional.ofNullable(byId.remove(id));
    }

    /** Its id is over. */
    void remove(String id) {
        byId.remove(id);
        removed.add(id);
    }
}
