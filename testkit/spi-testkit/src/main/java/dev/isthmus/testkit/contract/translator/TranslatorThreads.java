package dev.isthmus.testkit.contract.translator;

import dev.isthmus.api.resource.Quantity;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.testkit.contract.law.Law;
import dev.isthmus.testkit.contract.law.TranslatorSubject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Rules of threads for translators: R-RT-02 and R-RT-03. */
final class TranslatorThreads {

    private static final int THREADS = 4;
    private static final long AT_ONCE_MILLIS = 5_000;

    private TranslatorThreads() {}

    /** Whether several threads that ask at once, and one that asks again, get one answer. */
    static Optional<String> stateless(TranslatorSubject subject, Resources free, Quantity demand)
            throws InterruptedException {
        List<String> answers = Collections.synchronizedList(new ArrayList<>(List.of(answer(subject, free, demand))));
        boolean done = onThreads(THREADS, () -> answers.add(answer(subject, free, demand)));
        answers.add(answer(subject, free, demand));
        List<String> all = List.copyOf(answers);
        return Law.examine("R-RT-02 threads", () -> {
            Law.require(done, () -> "not every thread had its answer within " + AT_ONCE_MILLIS + " ms");
            Law.require(
                    all.stream().distinct().count() == 1,
                    () -> "of free " + free + " and of demand " + demand + " it was said, on " + THREADS
                            + " threads at once, " + all.stream().distinct().toList());
        });
    }

    /** Whether it answers at once. */
    static Optional<String> prompt(TranslatorSubject subject, Resources free, Quantity demand)
            throws InterruptedException {
        boolean done = onThreads(1, () -> answer(subject, free, demand));
        return Law.examine(
                "R-RT-03 blocking",
                () -> Law.require(
                        done,
                        () -> "no answer of free " + free + " and of demand " + demand + " within " + AT_ONCE_MILLIS
                                + " ms"));
    }

    private static String answer(TranslatorSubject subject, Resources free, Quantity demand) {
        try {
            return subject.translator().offer(free, subject.context()) + " and "
                    + subject.translator().take(demand, subject.context());
        } catch (RuntimeException e) {
            return "an exception: " + e;
        }
    }

    private static boolean onThreads(int count, Runnable question) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(count);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Thread thread = new Thread(
                    () -> {
                        question.run();
                        done.countDown();
                    },
                    "contract-caller");
            thread.setDaemon(true);
            thread.start();
            threads.add(thread);
        }
        boolean all = done.await(AT_ONCE_MILLIS, TimeUnit.MILLISECONDS);
        threads.forEach(Thread::interrupt);
        return all;
    }
}
