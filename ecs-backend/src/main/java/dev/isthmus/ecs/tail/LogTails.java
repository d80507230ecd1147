package dev.isthmus.ecs.tail;

import dev.isthmus.api.failure.BackendFailure.Category;
import dev.isthmus.api.launch.TaskEvent;
import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.ecs.budget.TokenBucket;
import dev.isthmus.ecs.call.CallFailure;
import dev.isthmus.ecs.definition.DefinitionContent.Log;
import dev.isthmus.ecs.step.Notes;
import dev.isthmus.ecs.step.Steps;
import dev.isthmus.ecs.task.EcsTaskLedger;
import dev.isthmus.ecs.task.EcsTaskRecord;
import dev.isthmus.ecs.task.EcsTaskStatusMapper;
import dev.isthmus.ecs.view.InstanceView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Reads what tasks printed last that have failed and whose end ECS is about to tell (ADR 60). What has come by then is told with the end, which waits for nothing. Where
 * more is to be read than may be, it is not read. Not thread-safe: used within steps only.
 */
public final class LogTails implements EcsTaskLedger.Listener {

    /** CloudWatch Logs lets an account read 25 times a second in a Region, which people who look at logs share. */
    private static final int BURST = 10;

    private static final int PER_SECOND = 5;

    /** What has not been answered; more than that, and CloudWatch Logs is not in time for anybody. */
    private static final int MOST_OPEN = 10;

    private static final Duration REST = Duration.ofMinutes(1);
    private static final Duration BETWEEN_WARNINGS = Duration.ofHours(1);

    private final Steps steps;
    private final EcsTaskLedger.Listener next;
    private final Notes notes;
    private final TokenBucket bucket;
    private final String group;
    private final String prefix;
    private final LogReadings readings = new LogReadings();
    private int open;
    private Instant restsUntil = Instant.MIN;
    private Instant warnsFrom = Instant.MIN;

    /**
     * Nothing is read yet.
     *
     * @param log where tasks write to; with none, or one whose streams cannot be known, nothing is read
     * @param next told of tasks
     */
    public LogTails(Steps steps, Optional<Log> log, EcsTaskLedger.Listener next) {
        this.steps = steps;
        this.next = next;
        this.notes = steps.notes(LogTails.class);
        this.bucket = TokenBucket.of(BURST, PER_SECOND, steps.now());
        this.group = log.map(where -> where.options().getOrDefault("awslogs-group", ""))
                .orElse("");
        this.prefix = log.map(where -> where.options().getOrDefault("awslogs-stream-prefix", ""))
                .orElse("");
    }

    /** Adds what has been read to the end of a task that failed, as it is told, and forgets it: an end that is asked for later has none. */
    @Override
    public void changed(TaskEvent event) {
        next.changed(event.phase() instanceof TaskPhase.Ended ended ? printing(event, ended) : event);
    }

    private TaskEvent printing(TaskEvent event, TaskPhase.Ended ended) {
        String words = readings.end(event.task().launch());
        return words.isEmpty() || !EcsTaskStatusMapper.isFailure(ended)
                ? event
                : new TaskEvent(event.task(), ended.printing(words), event.at());
    }

    @Override
    public void failing(EcsTaskRecord task, String container) {
        Instant now = steps.now();
        boolean mayRead = !group.isEmpty()
                && !prefix.isEmpty()
                && open < MOST_OPEN
                && !now.isBefore(restsUntil)
                && bucket.wait(now).isZero();
        if (mayRead) {
            String stream = prefix + "/" + container + "/" + InstanceView.idOf(task.arn());
            readings.toBegin(task.task().launch(), now).ifPresent(reading -> read(reading, stream, now));
        }
    }

    private void read(LogReading reading, String stream, Instant now) {
        bucket.take(now);
        open++;
        reading.begin(now);
        steps.readLog(stream, LastLines.MOST, answer -> {
            open--;
            answer.match(ok -> reading.end(words(stream, ok.value())), failed -> {
                reading.end("");
                failed(failed.failure());
            });
        });
    }

    private String words(String stream, List<String> entries) {
        String lines = LastLines.of(entries);
        return lines.isEmpty() ? "" : "the end of its log, stream " + stream + " of group " + group + ":" + lines;
    }

    private void failed(CallFailure failure) {
        Instant now = steps.now();
        if (failure.category() == Category.THROTTLED) {
            bucket.throttled(now);
        } else {
            restsUntil = now.plus(REST);
        }
        if (!now.isBefore(warnsFrom)) {
            warnsFrom = now.plus(BETWEEN_WARNINGS);
            notes.warn("The log of a task that failed could not be read: {}", failure.message());
        }
    }
}
