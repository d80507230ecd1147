package dev.isthmus.testkit.ecs.cluster;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.Attachment;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.NetworkInterface;

/** The elastic network interface of an {@code awsvpc} task: made while the task is PROVISIONING, gone when it has stopped. */
final class TaskInterface {
    private final String attachmentId;
    private final String subnet;
    private final String interfaceId;
    private final String macAddress;
    private final boolean ipv6;
    private final String address;
    private String status = "PRECREATED";
    private boolean attached;

    /**
     * One that is not attached yet.
     *
     * @param ipv6 whether it has an IPv6 address, and no other
     * @param number of this interface, from 1: its address is made of it
     */
    TaskInterface(String attachmentId, String subnet, boolean ipv6, long number) {
        this.attachmentId = attachmentId;
        this.subnet = subnet;
        this.interfaceId = String.format("eni-%017x", number);
        this.macAddress = String.format(
                "0a:%02x:%02x:%02x:%02x:%02x",
                part(number, 4), part(number, 3), part(number, 2), part(number, 1), part(number, 0));
        this.ipv6 = ipv6;
        this.address = ipv6
                ? String.format("2001:db8::%x", number)
                : "10." + part(number, 2) + "." + part(number, 1) + "." + part(number, 0);
    }

    private static long part(long number, int index) {
        return number >> (8 * index) & 255;
    }

    void attach() {
        status = "ATTACHED";
        attached = true;
    }

    void detach() {
        status = attached ? "DETACHING" : status;
    }

    void delete() {
        status = "DELETED";
    }

    /** The address by which its containers are reached; null if it was never attached. */
    private @Nullable String address() {
        return attached ? address : null;
    }

    List<NetworkInterface> ofContainer() {
        String known = address();
        if (known == null) {
            return List.of();
        }
        NetworkInterface.Builder described = NetworkInterface.builder().attachmentId(attachmentId);
        return List.of((ipv6 ? described.ipv6Address(known) : described.privateIpv4Address(known)).build());
    }

    Attachment describe() {
        List<KeyValuePair> details = new ArrayList<>();
        details.add(detail("subnetId", subnet));
        String known = address();
        if (known != null) {
            details.add(detail("networkInterfaceId", interfaceId));
            details.add(detail("macAddress", macAddress));
            if (ipv6) {
                details.add(detail("ipv6Address", known));
            } else {
                details.add(detail("privateDnsName", "ip-" + known.replace('.', '-') + ".ec2.internal"));
                details.add(detail("privateIPv4Address", known));
            }
        }
        return Attachment.builder()
                .id(attachmentId)
                .type("ElasticNetworkInterface")
                .status(status)
                .details(details)
                .build();
    }

    private static KeyValuePair detail(String name, String value) {
        return KeyValuePair.builder().name(name).value(value).build();
    }
}
