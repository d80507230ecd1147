package dev.isthmus.testkit.framework.send;

import dev.isthmus.api.resource.Quantity;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.testkit.framework.cluster.AgentModel;
import dev.isthmus.testkit.framework.cluster.ScriptAmounts;
import dev.isthmus.testkit.framework.stage.Stage;
import java.util.LinkedHashMap;
import java.util.Map;

/** An agent with what it has; see {@link Send#agent}. Not thread-safe. */
public final class AgentSend extends Send {

    private final String id;
    private final Map<String, String> attributes = new LinkedHashMap<>();
    private String hostname;
    private Resources total = ScriptAmounts.none();

    AgentSend(String id) {
        this.id = id;
        this.hostname = id;
    }

    /** So many CPUs, in thousandths at the finest. */
    public AgentSend cpus(double cpus) {
        return with(ResourceName.CPUS, ScriptAmounts.scalar(ResourceName.CPUS, cpus));
    }

    /** So much memory, in MiB. */
    public AgentSend mem(double mebibytes) {
        return with(ResourceName.MEM, ScriptAmounts.scalar(ResourceName.MEM, mebibytes));
    }

    /** So much disk, in MiB. */
    public AgentSend disk(double mebibytes) {
        return with(ResourceName.DISK, ScriptAmounts.scalar(ResourceName.DISK, mebibytes));
    }

    /** So many GPUs; hides the agent from frameworks without the capability {@code GPU_RESOURCES}. */
    public AgentSend gpus(int gpus) {
        return with(ResourceName.GPUS, ScriptAmounts.scalar(ResourceName.GPUS, gpus));
    }

    /** These ports, from the first to the last; more of them when called again. */
    public AgentSend ports(int first, int last) {
        return with(ResourceName.PORTS, total.ports(ResourceName.PORTS).union(ScriptAmounts.ports(first, last)));
    }

    /** An attribute; a number becomes a scalar one, as on a real agent. */
    public AgentSend attribute(String name, String value) {
        attributes.put(name, value);
        return this;
    }

    /** Its name on the network; by default its id. */
    public AgentSend hostname(String name) {
        hostname = name;
        return this;
    }

    /** So much of a resource of one's own, in thousandths at the finest; see {@link dev.isthmus.testkit.framework.FrameworkScript#counting}. */
    public AgentSend scalar(String name, double amount) {
        return with(new ResourceName(name), ScriptAmounts.scalar(new ResourceName(name), amount));
    }

    /** These numbers of a resource of one's own, from the first to the last, within 0 to 65535; more of them when called again. */
    public AgentSend ranges(String name, int first, int last) {
        return with(
                new ResourceName(name), total.ports(new ResourceName(name)).union(ScriptAmounts.ports(first, last)));
    }

    /** These items of a resource of one's own, such as the ids of devices; more of them when called again. */
    public AgentSend set(String name, String... items) {
        return with(new ResourceName(name), ScriptAmounts.items(total, new ResourceName(name), items));
    }

    private AgentSend with(ResourceName name, Quantity quantity) {
        total = total.with(name, quantity);
        return this;
    }

    @Override
    public void carryOut(Stage stage) {
        // Before the start too: then it is there from the beginning.
        if (!stage.engine().isFresh()) {
            stage.requireConnected();
        }
        if (total.isEmpty()) {
            throw stage.history()
                    .impossible("agent '" + id + "' has nothing: say what, such as agent(\"" + id
                            + "\").cpus(4).mem(8192)");
        }
        stage.requireCounted(total);
        stage.cluster().put(new AgentModel(id, hostname, total, attributes));
    }

    @Override
    public String toString() {
        return "agent " + id + " (" + total + ")";
    }
}
