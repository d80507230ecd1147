package com.example.batch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.mesos.Protos.CommandInfo;
import org.apache.mesos.Protos.ExecutorID;
import org.apache.mesos.Protos.Filters;
import org.apache.mesos.Protos.FrameworkID;
import org.apache.mesos.Protos.MasterInfo;
import org.apache.mesos.Protos.Offer;
import org.apache.mesos.Protos.OfferID;
import org.apache.mesos.Protos.Resource;
import org.apache.mesos.Protos.SlaveID;
import org.apache.mesos.Protos.TaskID;
import org.apache.mesos.Protos.TaskInfo;
import org.apache.mesos.Protos.TaskState;
import org.apache.mesos.Protos.TaskStatus;
import org.apache.mesos.Protos.Value;
import org.apache.mesos.Scheduler;
import org.apache.mesos.SchedulerDriver;

/**
 * Runs a night's jobs, each once, and one that fails or is lost again, up to three times. When nothing waits it asks for no offers;
 * when all is done it stops. What it started before a restart it finds again by reconciliation.
 */
final class NightlyJobs implements Scheduler {

    /** One job. */
    record Job(String name, String command, double cpus, double mem) {}

    private static final int ATTEMPTS = 3;
    private static final double NO_OFFERS_SECONDS = 60;

    private final Deque<Job> waiting = new ArrayDeque<>();
    private final Map<String, Job> running = new LinkedHashMap<>();
    private final Map<Job, Integer> attempts = new LinkedHashMap<>();
    private final List<String> givenUp = new ArrayList<>();
    private final List<String> done = new ArrayList<>();

    NightlyJobs(List<Job> jobs) {
        waiting.addAll(jobs);
    }

    /** After a restart: these tasks, by id, were started before. */
    NightlyJobs(List<Job> jobs, Map<String, Job> started) {
        this(jobs);
        running.putAll(started);
        started.values().forEach(job -> attempts.put(job, 1));
    }

    List<String> done() {
        return done;
    }

    List<String> givenUp() {
        return givenUp;
    }

    Map<String, Job> running() {
        return running;
    }

    /** Somebody does not want this job any more. */
    void cancel(SchedulerDriver driver, String name) {
        waiting.removeIf(job -> job.name().equals(name));
        running.forEach((task, job) -> {
            if (job.name().equals(name)) {
                attempts.put(job, ATTEMPTS);
                driver.killTask(id(task));
            }
        });
    }

    @Override
    public void registered(SchedulerDriver driver, FrameworkID frameworkId, MasterInfo master) {
        if (!running.isEmpty()) {
            driver.reconcileTasks(
                    running.keySet().stream().map(NightlyJobs::asked).toList());
        }
        rest(driver);
    }

    @Override
    public void resourceOffers(SchedulerDriver driver, List<Offer> offers) {
        for (Offer offer : offers) {
            List<TaskInfo> tasks = fill(offer);
            if (tasks.isEmpty()) {
                driver.declineOffer(
                        offer.getId(),
                        Filters.newBuilder().setRefuseSeconds(NO_OFFERS_SECONDS).build());
            } else {
                driver.launchTasks(List.of(offer.getId()), tasks);
            }
        }
        rest(driver);
    }

    /** As many of the jobs that wait as fit, in their order. */
    private List<TaskInfo> fill(Offer offer) {
        double cpus = amount(offer.getResourcesList(), "cpus");
        double mem = amount(offer.getResourcesList(), "mem");
        List<TaskInfo> tasks = new ArrayList<>();
        while (!waiting.isEmpty()
                && waiting.peek().cpus() <= cpus
                && waiting.peek().mem() <= mem) {
            Job job = waiting.remove();
            cpus -= job.cpus();
            mem -= job.mem();
            int attempt = attempts.merge(job, 1, Integer::sum);
            TaskInfo task = task(job, job.name() + "-" + attempt, offer.getSlaveId());
            running.put(task.getTaskId().getValue(), job);
            tasks.add(task);
        }
        return tasks;
    }

    @Override
    public void statusUpdate(SchedulerDriver driver, TaskStatus status) {
        if (isAlive(status.getState())) {
            return;
        }
        Job job = running.remove(status.getTaskId().getValue());
        if (job == null) {
            return;
        }
        if (status.getState() == TaskState.TASK_FINISHED) {
            done.add(job.name());
        } else if (attempts.getOrDefault(job, 0) < ATTEMPTS) {
            waiting.add(job);
            driver.reviveOffers();
        } else {
            givenUp.add(job.name());
        }
        if (waiting.isEmpty() && running.isEmpty()) {
            driver.stop();
        }
    }

    private void rest(SchedulerDriver driver) {
        if (waiting.isEmpty()) {
            driver.suppressOffers();
        }
    }

    private static boolean isAlive(TaskState state) {
        return state == TaskState.TASK_STAGING || state == TaskState.TASK_STARTING || state == TaskState.TASK_RUNNING;
    }

    private static TaskID id(String task) {
        return TaskID.newBuilder().setValue(task).build();
    }

    private static TaskStatus asked(String task) {
        return TaskStatus.newBuilder()
                .setTaskId(id(task))
                .setState(TaskState.TASK_RUNNING)
                .build();
    }

    private static TaskInfo task(Job job, String id, SlaveID agent) {
        return TaskInfo.newBuilder()
                .setName(job.name())
                .setTaskId(id(id))
                .setSlaveId(agent)
                .addResources(scalar("cpus", job.cpus()))
                .addResources(scalar("mem", job.mem()))
                .setCommand(CommandInfo.newBuilder().setValue(job.command()))
                .build();
    }

    private static Resource scalar(String name, double value) {
        return Resource.newBuilder()
                .setName(name)
                .setType(Value.Type.SCALAR)
                .setScalar(Value.Scalar.newBuilder().setValue(value))
                .build();
    }

    private static double amount(Collection<Resource> resources, String name) {
        return resources.stream()
                .filter(resource -> resource.getName().equals(name))
                .mapToDouble(resource -> resource.getScalar().getValue())
                .sum();
    }

    @Override
    public void reregistered(SchedulerDriver driver, MasterInfo master) {
        rest(driver);
    }

    @Override
    public void disconnected(SchedulerDriver driver) {}

    @Override
    public void offerRescinded(SchedulerDriver driver, OfferID offerId) {}

    @Override
    public void frameworkMessage(SchedulerDriver driver, ExecutorID executorId, SlaveID slaveId, byte[] data) {}

    @Override
    public void slaveLost(SchedulerDriver driver, SlaveID slaveId) {}

    @Override
    public void executorLost(SchedulerDriver driver, ExecutorID executorId, SlaveID slaveId, int status) {}

    @Override
    public void error(SchedulerDriver driver, String message) {}
}
