package dev.isthmus.testkit.ecs.generate;

import dev.isthmus.testkit.ecs.fault.FaultSchedule;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.DomainContextBase;

/**
 * Makes the fault schedules that properties have as parameters: with {@code @Domain(FaultScheduleDomain.class)} on a class or a method,
 * {@code @ForAll FaultSchedule} is one of {@link FaultScheduleArbitraries#schedules()}.
 */
public final class FaultScheduleDomain extends DomainContextBase {

    /** Made by jqwik. */
    public FaultScheduleDomain() {}

    @Provide
    Arbitrary<FaultSchedule> faultSchedules() {
        return FaultScheduleArbitraries.schedules().withoutEdgeCases();
    }
}
