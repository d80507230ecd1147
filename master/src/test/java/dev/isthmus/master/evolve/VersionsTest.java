package dev.isthmus.master.evolve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.mesos.messages.scheduler.Protos.Call;
import dev.isthmus.mesos.messages.scheduler.Protos.Event;
import dev.isthmus.mesos.messages.v1.scheduler.Protos;
import dev.isthmus.mesos.protobuf.Descriptors.Descriptor;
import dev.isthmus.mesos.protobuf.Descriptors.EnumDescriptor;
import dev.isthmus.mesos.protobuf.Descriptors.EnumValueDescriptor;
import dev.isthmus.mesos.protobuf.Descriptors.FieldDescriptor;
import dev.isthmus.mesos.protobuf.Descriptors.FieldDescriptor.JavaType;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Fact 25: every difference between v0 and v1 of all that a call or an event is made of, from the descriptors. */
class VersionsTest {

    private final Set<String> seen = new LinkedHashSet<>();
    private final List<String> shapes = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private final List<String> enums = new ArrayList<>();
    private int fields;

    VersionsTest() {
        compare(Call.getDescriptor(), Protos.Call.getDescriptor());
        compare(Event.getDescriptor(), Protos.Event.getDescriptor());
    }

    @Test
    void fact_25_nothing_is_left_out() {
        assertThat(fields).isEqualTo(489);
    }

    /** What evolving must do by hand. */
    @Test
    void fact_25_only_subscribe_has_other_numbers_or_kinds() {
        assertThat(shapes)
                .containsExactly(
                        "scheduler.Call.Subscribe 2: force optional BOOL, suppressed_roles repeated STRING",
                        "scheduler.Call.Subscribe 3: suppressed_roles repeated STRING, offer_constraints optional MESSAGE",
                        "scheduler.Call.Subscribe 4: offer_constraints optional MESSAGE, none");
    }

    /** What evolving does by itself, as bytes have no names. */
    @Test
    void fact_25_all_other_fields_differ_by_the_agent_s_name_alone() {
        assertThat(names)
                .containsExactlyInAnyOrder(
                        "scheduler.Call.Kill 2: slave_id, agent_id",
                        "scheduler.Call.Shutdown 2: slave_id, agent_id",
                        "scheduler.Call.Acknowledge 1: slave_id, agent_id",
                        "scheduler.Call.AcknowledgeOperationStatus 1: slave_id, agent_id",
                        "scheduler.Call.Reconcile.Task 2: slave_id, agent_id",
                        "scheduler.Call.ReconcileOperations.Operation 2: slave_id, agent_id",
                        "scheduler.Call.Message 1: slave_id, agent_id",
                        "scheduler.Event.Message 1: slave_id, agent_id",
                        "scheduler.Event.Failure 1: slave_id, agent_id",
                        "TaskInfo 3: slave_id, agent_id",
                        "TaskStatus 5: slave_id, agent_id",
                        "Request 1: slave_id, agent_id",
                        "Offer 3: slave_id, agent_id",
                        "InverseOffer 4: slave_id, agent_id",
                        "OperationStatus 6: slave_id, agent_id");
    }

    /** A master must not announce QUOTA_V2 to clients of v1, which have no name for it. */
    @Test
    void fact_25_values_of_enums_differ_by_the_agent_s_name_and_one_is_missing() {
        assertThat(enums)
                .containsExactlyInAnyOrder(
                        "MasterInfo.Capability.Type 3: QUOTA_V2, none",
                        "TaskStatus.Source 1: SOURCE_SLAVE, SOURCE_AGENT",
                        "TaskStatus.Reason 10: REASON_SLAVE_DISCONNECTED, REASON_AGENT_DISCONNECTED",
                        "TaskStatus.Reason 11: REASON_SLAVE_REMOVED, REASON_AGENT_REMOVED",
                        "TaskStatus.Reason 12: REASON_SLAVE_RESTARTED, REASON_AGENT_RESTARTED",
                        "TaskStatus.Reason 13: REASON_SLAVE_UNKNOWN, REASON_AGENT_UNKNOWN",
                        "TaskStatus.Reason 31: REASON_SLAVE_REMOVED_BY_OPERATOR, REASON_AGENT_REMOVED_BY_OPERATOR",
                        "TaskStatus.Reason 32: REASON_SLAVE_REREGISTERED, REASON_AGENT_REREGISTERED",
                        "TaskStatus.Reason 34: REASON_SLAVE_DRAINING, REASON_AGENT_DRAINING");
    }

    /** ADR 25: else it would depend on the class path which of two is meant. */
    @Test
    void no_class_is_in_both_copies_of_the_messages() throws IOException, URISyntaxException {
        Set<String> ofHttp = classes(Protos.class);
        assertThat(ofHttp).contains("dev/isthmus/mesos/messages/scheduler/Protos$Call.class");
        assertThat(classes(dev.isthmus.mesos.messages.Protos.class))
                .contains("dev/isthmus/mesos/messages/scheduler/Protos.class")
                .doesNotContainAnyElementsOf(ofHttp);
    }

    private static Set<String> classes(Class<?> of) throws IOException, URISyntaxException {
        try (JarFile jar = new JarFile(
                new File(of.getProtectionDomain().getCodeSource().getLocation().toURI()))) {
            return jar.stream()
                    .map(JarEntry::getName)
                    .filter(name -> name.endsWith(".class"))
                    .collect(Collectors.toSet());
        }
    }

    private void compare(Descriptor v0, Descriptor v1) {
        if (!seen.add(v0.getFullName() + " " + v1.getFullName())) {
            return;
        }
        Map<Integer, FieldDescriptor> old = byNumber(v0.getFields(), FieldDescriptor::getNumber);
        Map<Integer, FieldDescriptor> young = byNumber(v1.getFields(), FieldDescriptor::getNumber);
        for (int number : both(old, young)) {
            fields++;
            compare(short0(v0.getFullName()) + " " + number, old.get(number), young.get(number));
        }
    }

    private void compare(String where, FieldDescriptor v0, FieldDescriptor v1) {
        if (v0 == null || v1 == null || !shape(v0).equals(shape(v1))) {
            shapes.add(where + ": " + described(v0) + ", " + described(v1));
        } else if (!v0.getName().equals(v1.getName())) {
            names.add(where + ": " + v0.getName() + ", " + v1.getName());
        }
        if (v0 == null || v1 == null || v0.getJavaType() != v1.getJavaType()) {
            return;
        }
        if (v0.getJavaType() == JavaType.MESSAGE) {
            compare(v0.getMessageType(), v1.getMessageType());
        } else if (v0.getJavaType() == JavaType.ENUM) {
            compare(v0.getEnumType(), v1.getEnumType());
        }
    }

    private void compare(EnumDescriptor v0, EnumDescriptor v1) {
        if (seen.add(v0.getFullName())) {
            Map<Integer, EnumValueDescriptor> old = byNumber(v0.getValues(), EnumValueDescriptor::getNumber);
            Map<Integer, EnumValueDescriptor> young = byNumber(v1.getValues(), EnumValueDescriptor::getNumber);
            for (int number : both(old, young)) {
                String one = old.containsKey(number) ? old.get(number).getName() : "none";
                String other = young.containsKey(number) ? young.get(number).getName() : "none";
                if (!one.equals(other)) {
                    enums.add(short0(v0.getFullName()) + " " + number + ": " + one + ", " + other);
                }
            }
        }
    }

    /** All that says how it stands in bytes and in JSON, but its name. */
    private static String shape(FieldDescriptor field) {
        boolean hasDefault = field.getJavaType() != JavaType.MESSAGE && !field.isRepeated();
        return (field.isRequired() ? "required " : field.isRepeated() ? "repeated " : "optional ")
                + field.getType()
                + (hasDefault && field.getJavaType() != JavaType.ENUM ? " " + field.getDefaultValue() : "")
                + field.hasDefaultValue()
                + field.getOptions().getDeprecated();
    }

    private static String described(FieldDescriptor field) {
        return field == null
                ? "none"
                : field.getName() + (field.isRepeated() ? " repeated " : " optional ") + field.getType();
    }

    private static String short0(String name) {
        return name.replaceFirst("^mesos\\.", "");
    }

    private static <D> Map<Integer, D> byNumber(List<D> all, Function<D, Integer> number) {
        return all.stream().collect(Collectors.toMap(number, Function.identity(), (a, b) -> a, TreeMap::new));
    }

    private static Set<Integer> both(Map<Integer, ?> one, Map<Integer, ?> other) {
        Set<Integer> numbers = new TreeSet<>(one.keySet());
        numbers.addAll(other.keySet());
        return numbers;
    }
}
