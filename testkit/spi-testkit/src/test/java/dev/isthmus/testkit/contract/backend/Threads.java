package dev.isthmus.testkit.contract.backend;

/** Two things at once, for those that should do one after the other. */
final class Threads {

    private Threads() {}

    static void both(Runnable one, Runnable other) {
        Thread thread = new Thread(other, "at-the-same-time");
        thread.setDaemon(true);
        thread.start();
        one.run();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
