package dev.isthmus.bench.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** What a live task takes of the heap does not grow unseen. */
@Isolated
class LedgerWorkTest {

    /** Objects are of the size that they have with references of four bytes, which is so below 32 GiB. */
    @Test
    void a_live_task_takes_no_more_than_700_bytes_of_the_heap() {
        assumeThat(Runtime.getRuntime().maxMemory()).isLessThan(30L << 30);
        LedgerWork.heapOfTask(10, 100);

        assertThat(LedgerWork.heapOfTask(5_000, 20_000)).isBetween(300.0, 700.0);
    }
}
