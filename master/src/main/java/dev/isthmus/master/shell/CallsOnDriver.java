package dev.isthmus.master.shell;

import dev.isthmus.mesos.FrontendDriver;
import dev.isthmus.mesos.machine.step.Call;
import dev.isthmus.mesos.messages.Protos.ExecutorID;
import dev.isthmus.mesos.messages.Protos.Filters;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.Protos.OfferID;
import dev.isthmus.mesos.messages.Protos.SlaveID;
import dev.isthmus.mesos.messages.Protos.TaskID;
import java.util.function.UnaryOperator;

/** Makes the calls on a driver. */
final class CallsOnDriver implements Call.Cases {

    private final FrontendDriver driver;
    private final UnaryOperator<FrameworkInfo> described;

    /** @param described how the driver is to know the framework */
    CallsOnDriver(FrontendDriver driver, UnaryOperator<FrameworkInfo> described) {
        this.driver = driver;
        this.described = described;
    }

    @Override
    public void accept(Call.Accept call) {
        driver.acceptOffers(
                call.offers().stream().map(CallsOnDriver::offer).toList(),
                call.operations(),
                filters(call.refuseSeconds()));
    }

    @Override
    public void decline(Call.Decline call) {
        driver.declineOffer(offer(call.offer()), filters(call.refuseSeconds()));
    }

    @Override
    public void kill(Call.Kill call) {
        driver.killTask(TaskID.newBuilder().setValue(call.task()).build());
    }

    @Override
    public void revive(Call.Revive call) {
        call.roles().ifPresentOrElse(driver::reviveOffers, driver::reviveOffers);
    }

    @Override
    public void suppress(Call.Suppress call) {
        call.roles().ifPresentOrElse(driver::suppressOffers, driver::suppressOffers);
    }

    @Override
    public void acknowledge(Call.Acknowledge call) {
        driver.acknowledgeStatusUpdate(call.status());
    }

    @Override
    public void reconcile(Call.Reconcile call) {
        driver.reconcileTasks(call.statuses());
    }

    @Override
    public void message(Call.Message call) {
        driver.sendFrameworkMessage(
                ExecutorID.newBuilder().setValue(call.executor()).build(),
                SlaveID.newBuilder().setValue(call.agent()).build(),
                new byte[0]);
    }

    @Override
    public void updateFramework(Call.UpdateFramework call) {
        driver.updateFramework(described.apply(call.info()), call.suppressed(), call.constraints());
    }

    private static OfferID offer(String id) {
        return OfferID.newBuilder().setValue(id).build();
    }

    private static Filters filters(double refuseSeconds) {
        return Filters.newBuilder().setRefuseSeconds(refuseSeconds).build();
    }
}
