package dev.isthmus.testkit.contract;

/** Two things at once, for those that should do one after the other. */
public final class Threads {

    private Threads() {}

    public static void both(Runnable one, Runnable other) {
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
