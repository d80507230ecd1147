package dev.isthmus.mesos.shell;

import dev.isthmus.api.metric.MetricFamily;
import dev.isthmus.api.metric.MetricSample;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.AttributeNotFoundException;
import javax.management.DynamicMBean;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;

/**
 * What is measured, in JMX: an attribute for each figure, named as Prometheus shows it, such as {@code isthmus_ecs_calls_total{operation="RunTask"}}. Which there are can
 * change. Safe from any thread.
 */
public final class MetricsBean implements DynamicMBean {

    private final Supplier<List<MetricFamily>> source;

    /**
     * A bean.
     *
     * @param source asked at each reading, of one attribute too, from any thread; so what costs much it keeps for a while. The reader waits for it
     */
    public MetricsBean(Supplier<List<MetricFamily>> source) {
        this.source = source;
    }

    /** The name of a figure, with its labels. */
    public static String name(MetricFamily family, MetricSample sample) {
        String labels = sample.labels().entrySet().stream()
                .map(label -> label.getKey() + "=\"" + label.getValue() + "\"")
                .collect(Collectors.joining(","));
        return family.name() + sample.suffix() + (labels.isEmpty() ? "" : "{" + labels + "}");
    }

    private Map<String, Double> figures() {
        Map<String, Double> figures = new TreeMap<>();
        source.get()
                .forEach(family ->
                        family.samples().forEach(sample -> figures.put(name(family, sample), sample.value())));
        return figures;
    }

    @Override
    public Object getAttribute(String attribute) throws AttributeNotFoundException {
        Double value = figures().get(attribute);
        if (value == null) {
            throw new AttributeNotFoundException("nothing is measured under " + attribute);
        }
        return value;
    }

    @Override
    public AttributeList getAttributes(String[] attributes) {
        Map<String, Double> figures = figures();
        AttributeList list = new AttributeList();
        for (String attribute : attributes) {
            Double value = figures.get(attribute);
            if (value != null) {
                list.add(new Attribute(attribute, value));
            }
        }
        return list;
    }

    @Override
    public void setAttribute(Attribute attribute) throws AttributeNotFoundException {
        throw new AttributeNotFoundException(attribute.getName() + " is measured, and cannot be set");
    }

    @Override
    public AttributeList setAttributes(AttributeList attributes) {
        return new AttributeList();
    }

    @Override
    public Object invoke(String action, Object[] parameters, String[] signature) {
        throw new UnsupportedOperationException("a bean of metrics does nothing: " + action);
    }

    @Override
    public MBeanInfo getMBeanInfo() {
        List<MBeanAttributeInfo> attributes = new ArrayList<>();
        source.get()
                .forEach(family -> family.samples()
                        .forEach(sample -> attributes.add(new MBeanAttributeInfo(
                                name(family, sample), double.class.getName(), family.help(), true, false, false))));
        return new MBeanInfo(
                MetricsBean.class.getName(),
                "What Isthmus measures",
                attributes.toArray(new MBeanAttributeInfo[0]),
                null,
                null,
                null);
    }
}
