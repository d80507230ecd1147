package dev.isthmus.bench.scenario;

import dev.isthmus.bench.figure.Measurements;
import dev.isthmus.bench.work.PageWork;
import dev.isthmus.master.http.Gzip;
import dev.isthmus.master.http.HttpAnswer;
import java.util.List;

/** What the pages that tools ask a master for cost on more and more agents, with ten tasks each, of which some have changed since the page before. */
final class PageGrowth implements BenchScenario {

    private static final int TASKS_OF_EACH = 10;
    /** The first pages make what the later ones use again. */
    private static final int WARM = 3;

    private static final int PAGES = 5;

    private final List<Integer> sizes;

    PageGrowth(List<Integer> sizes) {
        this.sizes = sizes;
    }

    @Override
    public String name() {
        return "pages";
    }

    @Override
    public String says() {
        return "the pages of a master with more and more agents and tasks";
    }

    @Override
    public void round(Measurements into) {
        measure(sizes.get(0), new Measurements());
        sizes.forEach(size -> measure(size, into));
    }

    private void measure(int agents, Measurements into) {
        PageWork work = new PageWork(agents, agents * TASKS_OF_EACH);
        for (String page : List.of("/state", "/state-summary")) {
            HttpAnswer plain = HttpAnswer.empty(200);
            for (int i = 0; i < WARM; i++) {
                plain = work.page(page);
                work.change();
            }
            long begun = CpuTime.nanos();
            for (int i = 0; i < PAGES; i++) {
                plain = work.page(page);
                work.change();
            }
            into.add(page, agents, "ms of CPU", (CpuTime.nanos() - begun) / 1e6 / PAGES);
            into.add(page, agents, "KiB", plain.bytes().size() / 1024.0);
            begun = CpuTime.nanos();
            HttpAnswer compressed = Gzip.compress(plain);
            into.add(page + ", compressed", agents, "ms of CPU", (CpuTime.nanos() - begun) / 1e6);
            into.add(page + ", compressed", agents, "KiB", compressed.bytes().size() / 1024.0);
        }
    }
}
