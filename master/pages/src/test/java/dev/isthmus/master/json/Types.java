package dev.isthmus.master.json;

import dev.isthmus.mesos.messages.v1.scheduler.Protos.Call;
import dev.isthmus.mesos.messages.v1.scheduler.Protos.Event;
import dev.isthmus.mesos.protobuf.Descriptors.Descriptor;
import dev.isthmus.mesos.protobuf.Descriptors.FieldDescriptor;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The types of messages that a call or an event of v1 is made of, of schedulers and of operators. */
public final class Types {

    private Types() {}

    /** All of them, but the entries of maps, which are no messages to JSON. */
    public static List<Descriptor> all() {
        return from(
                Call.getDescriptor(),
                Event.getDescriptor(),
                dev.isthmus.mesos.messages.v1.master.Protos.Call.getDescriptor(),
                dev.isthmus.mesos.messages.v1.master.Protos.Response.getDescriptor());
    }

    /** These types and all within them. */
    public static List<Descriptor> from(Descriptor... roots) {
        Set<Descriptor> found = new LinkedHashSet<>();
        for (Descriptor root : roots) {
            add(root, found);
        }
        found.removeIf(type -> type.getOptions().getMapEntry());
        return new ArrayList<>(found);
    }

    private static void add(Descriptor type, Set<Descriptor> found) {
        if (found.add(type)) {
            for (FieldDescriptor field : type.getFields()) {
                if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
                    add(field.getMessageType(), found);
                }
            }
        }
    }
}
