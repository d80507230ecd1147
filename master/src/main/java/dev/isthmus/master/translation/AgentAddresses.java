package dev.isthmus.master.translation;

import dev.isthmus.mesos.messages.Protos.ContainerStatus;
import dev.isthmus.mesos.messages.Protos.NetworkInfo;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.SlaveID;
import dev.isthmus.mesos.messages.Protos.TaskState;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.mesos.messages.scheduler.Protos.Event;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The addresses of agents, as offers have told them. Who learns that a task runs looks for its address there, and some look without asking whether there
 * is one (mesos-compose, m3s).
 */
public final class AgentAddresses {

    /** More agents than a cluster has; the one that was heard of first is forgotten first. */
    private static final int MOST = 20_000;

    private final Map<String, String> addresses = new LinkedHashMap<>();

    /** Learns from an event, and gives it with what was missing in it. */
    public Event complete(Event event) {
        event.getOffers().getOffersList().forEach(this::learn);
        TaskStatus status = event.getUpdate().getStatus();
        boolean lacksAddress = event.getType() == Event.Type.UPDATE
                && status.getState() == TaskState.TASK_RUNNING
                && status.getContainerStatus().getNetworkInfosCount() == 0;
        return lacksAddress ? SchedulerEvents.update(withAddress(status)) : event;
    }

    /** Whether an offer has told of an agent. */
    boolean isKnown(SlaveID agent) {
        return addresses.containsKey(agent.getValue());
    }

    private void learn(Offer offer) {
        String address = offer.getUrl().getAddress().getIp();
        if (!address.isEmpty()) {
            addresses.put(offer.getSlaveId().getValue(), address);
            if (addresses.size() > MOST) {
                addresses.remove(addresses.keySet().iterator().next());
            }
        }
    }

    /** Of an agent whose address nobody has told, the entry is there and says so. */
    private TaskStatus withAddress(TaskStatus status) {
        NetworkInfo.Builder network = NetworkInfo.newBuilder();
        String address = addresses.getOrDefault(status.getSlaveId().getValue(), "");
        if (!address.isEmpty()) {
            network.addIpAddresses(NetworkInfo.IPAddress.newBuilder()
                    .setProtocol(address.indexOf(':') >= 0 ? NetworkInfo.Protocol.IPv6 : NetworkInfo.Protocol.IPv4)
                    .setIpAddress(address));
        }
        ContainerStatus.Builder container =
                status.getContainerStatus().toBuilder().addNetworkInfos(network);
        return status.toBuilder().setContainerStatus(container).build();
    }
}
