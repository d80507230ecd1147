package dev.isthmus.mesos.resource;

import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.Items;
import dev.isthmus.api.resource.PortRanges;
import dev.isthmus.api.resource.Quantity;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.mesos.messages.Protos.Resource;
import dev.isthmus.mesos.messages.Protos.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes resources into offers, in the form that the framework's capabilities ask for
 * (src/common/resources_utils.cpp, {@code convertResourceFormat}).
 */
public final class OfferedResources {

    private OfferedResources() {}

    /**
     * The entries of an offer.
     *
     * @param resources in the dialect of Mesos
     * @param role the role they are offered to
     * @param multiRole whether each entry says which role it is for
     * @param refined whether the framework knows reservations as a list, so that unreserved means no role at all
     */
    @SuppressWarnings("deprecation") // Frameworks without RESERVATION_REFINEMENT read the old field.
    public static List<Resource> write(Resources resources, String role, boolean multiRole, boolean refined) {
        List<Resource> entries = new ArrayList<>();
        resources.quantities().forEach((name, quantity) -> {
            Resource.Builder entry = Resource.newBuilder().setName(name.value());
            fill(entry, quantity);
            if (!refined) {
                entry.setRole("*");
            }
            if (multiRole) {
                entry.setAllocationInfo(Resource.AllocationInfo.newBuilder().setRole(role));
            }
            entries.add(entry.build());
        });
        return entries;
    }

    private static void fill(Resource.Builder entry, Quantity quantity) {
        if (quantity instanceof Amount amount) {
            entry.setType(Value.Type.SCALAR).setScalar(Value.Scalar.newBuilder().setValue(Scalars.value(amount)));
        } else if (quantity instanceof PortRanges ports) {
            Value.Ranges.Builder ranges = Value.Ranges.newBuilder();
            ports.ranges()
                    .forEach(range -> ranges.addRange(
                            Value.Range.newBuilder().setBegin(range.first()).setEnd(range.last())));
            entry.setType(Value.Type.RANGES).setRanges(ranges);
        } else if (quantity instanceof Items items) {
            entry.setType(Value.Type.SET).setSet(Value.Set.newBuilder().addAllItem(items.names()));
        }
    }
}
