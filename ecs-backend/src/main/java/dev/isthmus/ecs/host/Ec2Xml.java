package dev.isthmus.ecs.host;

import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Parses the XML responses of EC2. Source: EC2 API Reference, DescribeInstances, and "Error codes", whose form is
 * {@code Response/Errors/Error/(Code|Message)}. Only the elements that are needed are read; the parser refuses documents with a DOCTYPE or entities.
 */
final class Ec2Xml {

    private static final String INSTANCE = "/DescribeInstancesResponse/reservationSet/item/instancesSet/item";
    private static final String NEXT_TOKEN = "/DescribeInstancesResponse/nextToken";
    private static final String ERROR = "/Response/Errors/Error";

    private Ec2Xml() {}

    /**
     * A page of instances.
     *
     * @param hosts by instance id
     * @param next the token of the next page, if there is one
     */
    record Page(Map<String, Host> hosts, Optional<String> next) {}

    /**
     * An error.
     *
     * @param code such as {@code UnauthorizedOperation}; empty if there is none
     * @param message for people; empty if there is none
     */
    record Problem(String code, String message) {}

    static Page page(InputStream xml) throws XMLStreamException {
        Map<String, Host> hosts = new LinkedHashMap<>();
        Map<String, String> rest = walk(
                xml,
                INSTANCE,
                instance -> Optional.ofNullable(instance.get("/instanceId"))
                        .ifPresent(id -> hosts.put(
                                id,
                                new Host(
                                        Optional.ofNullable(instance.get("/privateDnsName")),
                                        Optional.ofNullable(instance.get("/privateIpAddress"))
                                                .or(() -> Optional.ofNullable(instance.get("/ipv6Address")))))));
        if (!rest.containsKey("/DescribeInstancesResponse")) {
            throw new XMLStreamException("this is no DescribeInstancesResponse");
        }
        return new Page(hosts, Optional.ofNullable(rest.get(NEXT_TOKEN)).filter(token -> !token.isBlank()));
    }

    static Problem problem(InputStream xml) throws XMLStreamException {
        Map<String, String> texts = walk(xml, "", item -> {});
        return new Problem(texts.getOrDefault(ERROR + "/Code", ""), texts.getOrDefault(ERROR + "/Message", ""));
    }

    /** Takes what stands in one item. */
    private interface Items {
        void take(Map<String, String> texts);
    }

    /**
     * Reads the texts of all elements by path. Those within an item are handed over at its end, by their path within it; the others are the result.
     * Of several at one path the first counts.
     */
    private static Map<String, String> walk(InputStream xml, String item, Items items) throws XMLStreamException {
        XMLStreamReader reader = factory().createXMLStreamReader(xml);
        Map<String, String> outside = new HashMap<>();
        Map<String, String> inside = new HashMap<>();
        Deque<String> path = new ArrayDeque<>();
        Deque<StringBuilder> texts = new ArrayDeque<>();
        try {
            while (reader.hasNext()) {
                switch (reader.next()) {
                    case XMLStreamConstants.START_ELEMENT -> {
                        path.push((path.isEmpty() ? "" : path.peek()) + "/" + reader.getLocalName());
                        texts.push(new StringBuilder());
                    }
                    case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                        if (!texts.isEmpty()) {
                            texts.peek().append(reader.getText());
                        }
                    }
                    case XMLStreamConstants.END_ELEMENT -> {
                        String at = path.pop();
                        String text = texts.pop().toString().strip();
                        if (!item.isEmpty() && at.equals(item)) {
                            items.take(Map.copyOf(inside));
                            inside.clear();
                        } else if (!item.isEmpty() && at.startsWith(item + "/")) {
                            inside.putIfAbsent(at.substring(item.length()), text);
                        } else {
                            outside.putIfAbsent(at, text);
                        }
                    }
                    default -> {
                        // Comments, white space and instructions say nothing.
                    }
                }
            }
        } finally {
            reader.close();
        }
        return outside;
    }

    /** The JDK's own, whatever else is on the framework's class path. */
    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        return factory;
    }
}
