package dev.isthmus.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/** The page when figures do not come each second: pauses, failovers, a master that says nothing, lists that got shorter. */
class PageInTroubleTest {

    private static GeneratedMaster master;
    private static Chromium browser;

    @BeforeAll
    static void open() throws IOException {
        master = new GeneratedMaster(new GeneratedCluster(30, 60));
        browser = new Chromium();
    }

    @AfterAll
    static void close() {
        browser.close();
        master.close();
    }

    @BeforeEach
    void answers() {
        master.isSilent = false;
    }

    private static Map<String, Object> calls(int now, int runTask) {
        return Map.of("now", now, "calls", Map.of("RunTask", runTask));
    }

    /** What the view of requests says after these figures: over which time it counts, and its rows. */
    private static String requests(List<Map<String, Object>> figures) {
        browser.open(master.url(""));
        return String.valueOf(browser.driver()
                .executeAsyncScript(
                        "const [figures, done] = arguments;"
                                + "import('/isthmus/page/requests.js').then(({ requests }) => {"
                                + "  const view = requests();"
                                + "  figures.forEach((each) => view.show(each));"
                                + "  const cells = [...view.node.querySelectorAll('tbody tr > *')].map((each) => each.textContent);"
                                + "  done([view.node.querySelector('.empty').textContent, ...cells].join(' | '));"
                                + "}, done)",
                        figures));
    }

    @Test
    void calls_of_the_last_minute_are_counted_from_the_oldest_figures_within_it() {
        assertThat(requests(List.of(calls(1000, 100), calls(1030, 160), calls(1059, 218), calls(1061, 222))))
                .isEqualTo("Counting for 31 s. | RunTask | 222 | 62 | 2.00");
        assertThat(requests(List.of(calls(1000, 100), calls(1059, 218))))
                .isEqualTo("Counting over the last minute. | RunTask | 218 | 118 | 2.00");
    }

    @Test
    void calls_before_a_pause_are_not_those_of_the_last_minute() {
        assertThat(requests(List.of(calls(1000, 100), calls(1600, 700))))
                .isEqualTo("Counting for 0 s. | RunTask | 700 | 0 | 0.00");
        assertThat(requests(List.of(calls(1000, 100), calls(1600, 700), calls(1610, 720))))
                .isEqualTo("Counting for 10 s. | RunTask | 720 | 20 | 2.00");
    }

    /** Its counts begin at 0, and its clock may be behind. */
    @Test
    void calls_of_another_master_are_counted_anew() {
        assertThat(requests(List.of(calls(1000, 100), calls(1010, 3), calls(1020, 5))))
                .isEqualTo("Counting for 10 s. | RunTask | 5 | 2 | 0.20");
        assertThat(requests(List.of(calls(1000, 100), calls(990, 100), calls(1000, 110))))
                .isEqualTo("Counting for 10 s. | RunTask | 110 | 10 | 1.00");
    }

    /** The master says nothing from now on, and the page waits a fiftieth of the time that it else would. */
    private static void silence() {
        browser.driver()
                .executeScript(
                        "const real = AbortSignal.timeout; AbortSignal.timeout = (ms) => real.call(AbortSignal, ms / 50)");
        master.isSilent = true;
    }

    @Test
    void figures_of_a_master_that_says_nothing_are_called_old() {
        browser.open(master.url("#/agents"));
        browser.refreshed();
        silence();
        browser.await("trouble", any -> browser.text("#trouble").equals("The master does not answer."));
        assertThat(browser.driver().findElements(By.cssSelector("#fresh.old"))).hasSize(1);
        master.isSilent = false;
        browser.await(
                "fresh figures",
                any -> browser.driver()
                        .findElements(By.cssSelector("#fresh.old"))
                        .isEmpty());
        assertThat(browser.find("#trouble").isDisplayed()).isFalse();
    }

    @Test
    void why_a_framework_waits_is_not_waited_for_without_end() {
        browser.open(master.url("#/frameworks/b1c0-0001"));
        silence();
        browser.find("summary").sendKeys(Keys.ENTER);
        browser.await(
                "an answer",
                any -> browser.text(".waiting .empty").equals("It cannot be said. The master does not answer."));
        assertThat(browser.find(".waiting button").isEnabled()).isTrue();
    }

    @Test
    void why_a_framework_waits_is_told_in_the_masters_words_where_it_refuses() {
        browser.open(master.url("#/frameworks/b1c0-0001"));
        browser.find("summary").sendKeys(Keys.ENTER);
        browser.await(
                "its words",
                any -> browser.text(".waiting .empty")
                        .equals("It cannot be said. The master answers 503: The journal is away"));
    }

    @Test
    void a_teardown_that_is_not_answered_can_be_asked_for_again() {
        browser.open(master.url("#/frameworks/b1c0-0001"));
        browser.find(".title .danger").click();
        browser.find("dialog .danger").click();
        browser.await(
                "the master's words",
                any -> browser.text("dialog .trouble").equals("The master answers 503: The journal is away"));
        silence();
        browser.find("dialog .danger").click();
        browser.await("silence", any -> browser.text("dialog .trouble").equals("The master does not answer."));
        assertThat(browser.find("dialog .danger").isEnabled()).isTrue();
    }

    /** As after a failover, until it comes back. */
    @Test
    void a_framework_that_is_gone_has_no_tasks_and_no_teardown() {
        browser.open(master.url(""));
        assertThat(browser.driver()
                        .executeAsyncScript("const done = arguments[0];"
                                + "const seen = (view) => [view.node.querySelector('.danger').hidden, view.node.querySelectorAll('tbody tr').length].join(' ');"
                                + "Promise.all([import('/isthmus/page/frameworks.js'),"
                                + "  fetch('/isthmus/tasks?framework_id=b1c0-0001&limit=3').then((answer) => answer.json())]).then(([{ framework }, figures]) => {"
                                + "  const view = framework(new URLSearchParams(), 'b1c0-0001');"
                                + "  view.show(figures);"
                                + "  const before = seen(view);"
                                + "  view.show({ ...figures, framework: undefined, tasks: [], total: 0 });"
                                + "  done([before, seen(view)].join(', then '));"
                                + "}, done)"))
                .isEqualTo("false 3, then true 0");
    }

    @Test
    void pages_beyond_the_end_lead_back_to_the_last_one() {
        browser.open(master.url("#/tasks?offset=500"));
        assertThat(browser.text(".pager")).contains("None here of 100").doesNotContain("501");
        assertThat(browser.driver().findElements(By.cssSelector("tbody tr"))).isEmpty();
        assertThat(browser.text("main")).as("tasks fit").doesNotContain("No task fits");
        browser.find(".pager button:first-child").click();
        browser.await("the last page", any -> browser.text(".pager").contains("51 to 100 of 100"));
    }
}
