package dev.isthmus.bench.service;

import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.Value.Range;
import dev.isthmus.simulation.framework.Tasks;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** What an offer has for instances of a service, which take their ports at random. */
final class OfferedRoom {

    private final List<Long> left = new ArrayList<>();

    private long others;

    OfferedRoom(Offer offer, Random random) {
        others = (long)
                Math.min(Tasks.amount(offer, "cpus") / Network.CPUS, Tasks.amount(offer, "mem") / Network.MEMORY);
        offer.getResourcesList().stream()
                .filter(resource -> resource.getName().equals("ports"))
                .flatMap(resource -> resource.getRanges().getRangeList().stream())
                .forEach(this::add);
        Collections.shuffle(left, random);
    }

    private void add(Range range) {
        for (long port = range.getBegin(); port <= range.getEnd(); port++) {
            left.add(port);
        }
    }

    boolean isAny() {
        return others > 0 && !left.isEmpty();
    }

    /** Takes what an instance needs; its port. */
    long take() {
        others--;
        return left.remove(left.size() - 1);
    }
}
