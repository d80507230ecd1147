package dev.isthmus.master.message;

import dev.isthmus.api.resource.Resources;
import dev.isthmus.master.evolve.Evolution;
import dev.isthmus.master.operator.EndpointResources;
import dev.isthmus.mesos.messages.Protos.Resource;
import dev.isthmus.mesos.messages.Protos.Resource.AllocationInfo;
import dev.isthmus.mesos.messages.Protos.Resource.ReservationInfo;
import dev.isthmus.mesos.messages.Protos.Value;
import dev.isthmus.mesos.messages.v1.Protos;
import dev.isthmus.mesos.resource.OfferedResources;
import dev.isthmus.mesos.resource.ResourcesByReservation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Resources as operators read them: sums with {@linkplain EndpointResources the role too}, what is in offers and tasks without it. */
final class ResourceMessages {

    private ResourceMessages() {}

    /** What is reserved for nobody, as an agent says of itself: without a role. */
    static List<Protos.Resource> ownOf(Resources resources) {
        return evolved(OfferedResources.write(ResourcesByReservation.of(resources), "*", false, true));
    }

    /** What is reserved for nobody. */
    static List<Protos.Resource> unreserved(Resources resources) {
        return evolved(EndpointResources.unreserved(resources));
    }

    /** What is reserved for a role. */
    static List<Protos.Resource> reserved(Resources resources, String role) {
        return evolved(EndpointResources.reserved(resources, role));
    }

    /** What is offered to a role. */
    static List<Resource> offered(ResourcesByReservation portions, String role) {
        return OfferedResources.write(portions, role, true, true);
    }

    /** A resource of a task, which says which role has it only where its framework does. */
    static Resource allocated(Resource resource, String role) {
        return resource.hasAllocationInfo() || role.isEmpty()
                ? resource
                : resource.toBuilder()
                        .setAllocationInfo(AllocationInfo.newBuilder().setRole(role))
                        .build();
    }

    /** As v1 has them. */
    static List<Protos.Resource> evolved(List<Resource> resources) {
        return resources.stream()
                .map(resource -> Evolution.of(resource, Protos.Resource.parser()))
                .toList();
    }

    /** The sum of scalars by name, role and reservation, in the order in which they first come; then all that is no scalar. */
    static List<Protos.Resource> sum(List<Resource> all) {
        Map<Kind, Double> sums = new LinkedHashMap<>();
        List<Resource> rest = new ArrayList<>();
        for (Resource resource : all) {
            if (resource.hasScalar()) {
                sums.merge(Kind.of(resource), resource.getScalar().getValue(), Double::sum);
            } else {
                rest.add(resource);
            }
        }
        List<Resource> sum = new ArrayList<>();
        sums.forEach((kind, amount) -> sum.add(kind.with(amount)));
        sum.addAll(rest);
        return evolved(sum.stream().map(EndpointResources::of).toList());
    }

    /** What scalars have in common that are one sum. */
    private record Kind(String name, AllocationInfo allocation, List<ReservationInfo> reservations) {

        static Kind of(Resource resource) {
            return new Kind(resource.getName(), resource.getAllocationInfo(), resource.getReservationsList());
        }

        Resource with(double amount) {
            // Sums of thousandths stay thousandths.
            double exact = Math.round(amount * 1000) / 1000.0;
            return Resource.newBuilder()
                    .setName(name)
                    .setType(Value.Type.SCALAR)
                    .setScalar(Value.Scalar.newBuilder().setValue(exact))
                    .setAllocationInfo(allocation)
                    .addAllReservations(reservations)
                    .build();
        }
    }
}
