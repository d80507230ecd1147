package dev.isthmus.testkit.ecs.state;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.Attachment;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.NetworkInterface;

/** The elastic network interface of an {@code awsvpc} task: made while the task is PROVISIONING, gone when it has stopped. */
final class TaskInterface {
    private final String attachmentId;
    private final String subnet;
    private final String interfaceId;
    private final String macAddress;
    private final Optional<String> ipv4;
    private final Optional<String> ipv6;
    private String status = "PRECREATED";
    private boolean attached;

    /**
     * One that is not attached yet.
     *
     * @param family which addresses it has
     * @param number of this interface, from 1: its addresses are made of it
     */
    TaskInterface(String attachmentId, String subnet, Family family, long number) {
        this.attachmentId = attachmentId;
        this.subnet = subnet;
        this.interfaceId = String.format(Locale.ROOT, "eni-%017x", number);
        this.macAddress = String.format(
                Locale.ROOT,
                "0a:%02x:%02x:%02x:%02x:%02x",
                part(number, 4),
                part(number, 3),
                part(number, 2),
                part(number, 1),
                part(number, 0));
        this.ipv4 = family == Family.IPV6
                ? Optional.empty()
                : Optional.of("10." + part(number, 2) + "." + part(number, 1) + "." + part(number, 0));
        this.ipv6 = family == Family.IPV4
                ? Optional.empty()
                : Optional.of(String.format(Locale.ROOT, "2001:db8::%x", number));
    }

    /** Which addresses the interfaces in a subnet have. */
    enum Family {
        IPV4,
        IPV6,
        /** Both. */
        DUAL_STACK
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

    List<NetworkInterface> ofContainer() {
        if (!attached) {
            return List.of();
        }
        NetworkInterface.Builder described = NetworkInterface.builder().attachmentId(attachmentId);
        ipv4.ifPresent(described::privateIpv4Address);
        ipv6.ifPresent(described::ipv6Address);
        return List.of(described.build());
    }

    Attachment describe() {
        List<KeyValuePair> details = new ArrayList<>();
        details.add(detail("subnetId", subnet));
        if (attached) {
            details.add(detail("networkInterfaceId", interfaceId));
            details.add(detail("macAddress", macAddress));
            ipv4.ifPresent(known -> {
                details.add(detail("privateDnsName", "ip-" + known.replace('.', '-') + ".ec2.internal"));
                details.add(detail("privateIPv4Address", known));
            });
            ipv6.ifPresent(known -> details.add(detail("ipv6Address", known)));
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
