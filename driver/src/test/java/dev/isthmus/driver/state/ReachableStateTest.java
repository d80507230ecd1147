package dev.isthmus.driver.state;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.lang.ref.Reference;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * A framework may drop its state while a call of it is under way: the collector takes an object for dead once its last field has been read, and its
 * cleaner would end the queue under the call. When that happens is the JVM's affair and cannot be brought about; so this reads the byte code.
 */
class ReachableStateTest {

    private static final JavaClass STATE = new ClassFileImporter().importClass(StateInZooKeeper.class);

    @Test
    void the_queue_is_asked_by_a_method_that_keeps_the_state_reachable() {
        assertThat(callersOf(StateQueue.class, "ask"))
                .hasSize(1)
                .isEqualTo(callersOf(Reference.class, "reachabilityFence"));
    }

    private static Set<String> callersOf(Class<?> owner, String method) {
        return STATE.getMethodCallsFromSelf().stream()
                .filter(call -> call.getTargetOwner().isEquivalentTo(owner)
                        && call.getName().equals(method))
                .map(JavaMethodCall::getOrigin)
                .map(origin -> origin.getFullName())
                .collect(Collectors.toSet());
    }
}
