package dev.isthmus.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The page of a cluster of 5,000 agents and 50,000 tasks, whose tasks start while one looks. */
class PageAtFiveThousandAgentsTest {

    private static GeneratedMaster master;
    private static Chromium browser;

    @BeforeAll
    static void open() throws IOException {
        master = new GeneratedMaster(new GeneratedCluster(5000, 50_000));
        browser = new Chromium();
    }

    @AfterAll
    static void close() {
        browser.close();
        master.close();
    }

    @Test
    void home_shows_the_whole_cluster_and_moves() {
        browser.open(master.url(""));
        assertThat(browser.text("h1")).isEqualTo("production");
        assertThat(browser.text("main")).contains("4,981 ready", "50,000", "marathon", "chronos");
        String before = browser.text(".states");
        browser.refreshed();
        assertThat(browser.text(".states")).isNotEqualTo(before);
        assertThat(browser.complaints()).isEmpty();
    }

    /** In kilobytes over the wire, files and figures together, and in milliseconds until the first figures. */
    @Test
    void it_weighs_little_and_shows_figures_soon() {
        browser.driver().executeCdpCommand("Network.clearBrowserCache", Map.of());
        browser.open(master.url("#/tasks"));
        Number bytes = (Number)
                browser.driver()
                        .executeScript(
                                "return performance.getEntriesByType('resource').reduce((all, each) => all + each.transferSize, 0)");
        Number first = (Number)
                browser.driver()
                        .executeScript(
                                "return performance.getEntriesByType('resource').filter((each) => each.name.includes('/isthmus/tasks')).map((each) => each.responseEnd)[0]");
        System.out.printf(
                "SHOW %d agents: %d bytes, first figures after %.0f ms%n",
                5000, bytes.longValue(), first.doubleValue());
        assertThat(bytes.longValue()).isLessThan(100_000);
        assertThat(first.doubleValue()).isLessThan(5_000);
        assertThat(browser.driver().findElements(By.cssSelector("tbody tr"))).hasSize(50);
    }

    @Test
    void new_figures_keep_the_page_from_nothing_for_long() {
        browser.open(master.url("#/tasks"));
        browser.driver()
                .executeScript(
                        "window.longest = 0; new PerformanceObserver((list) => list.getEntries().forEach((each) => { window.longest = Math.max(window.longest, each.duration); })).observe({type: 'longtask', buffered: false})");
        for (int i = 0; i < 3; i++) {
            browser.refreshed();
        }
        double longest = ((Number) browser.driver().executeScript("return window.longest")).doubleValue();
        System.out.printf(Locale.ROOT, "SHOW longest task of the page: %.0f ms%n", longest);
        assertThat(longest).isLessThan(200);
    }

    @Test
    void a_view_asks_once_a_second_at_most() {
        browser.open(master.url("#/agents"));
        int before = master.asked.size();
        long begun = System.nanoTime();
        browser.refreshed();
        browser.refreshed();
        double seconds = (System.nanoTime() - begun) / 1e9;
        assertThat((double) (master.asked.size() - before)).isLessThanOrEqualTo(seconds + 1);
    }

    @Test
    void names_of_strangers_stay_text() {
        browser.open(master.url("#/tasks?search=onerror"));
        assertThat(browser.text("tbody th")).isEqualTo(GeneratedCluster.HOSTILE);
        assertThat(browser.driver().findElements(By.cssSelector("main img"))).isEmpty();
    }

    @Test
    void tasks_are_searched_filtered_sorted_and_turned_by_keyboard_alone() {
        browser.open(master.url(""));
        browser.driver().switchTo().activeElement().sendKeys("/");
        WebElement field = browser.driver().switchTo().activeElement();
        assertThat(field.getAttribute("id")).isEqualTo("searched");
        field.sendKeys("billing", Keys.ENTER);
        browser.await(
                "tasks",
                any -> browser.text("h1").equals("Tasks")
                        && browser.text(".many").equals("10,008"));
        WebElement next = browser.find(".pager button:last-child");
        next.sendKeys(Keys.ENTER);
        browser.await("the second page", any -> browser.text(".pager").contains("51 to 100 of"));
        assertThat(browser.driver().switchTo().activeElement())
                .as("focus stays")
                .isEqualTo(next);
        WebElement sort = browser.find("th[data-order=id] button");
        sort.sendKeys(Keys.SPACE);
        browser.await(
                "sorted",
                any -> "ascending".equals(browser.find("th[data-order=id]").getAttribute("aria-sort")));
        browser.refreshed();
        List<String> ids = browser.driver().findElements(By.cssSelector("tbody th")).stream()
                .map(WebElement::getText)
                .toList();
        assertThat(ids).isSorted();
    }

    @Test
    void every_link_of_a_page_is_reached_by_tab_and_leads_on() {
        browser.open(master.url("#/frameworks"));
        browser.find("tbody a").sendKeys(Keys.ENTER);
        browser.await("the framework", any -> browser.text("h1").equals("marathon"));
        browser.find("tbody a").sendKeys(Keys.ENTER);
        browser.await("the task", any -> browser.driver().getCurrentUrl().contains("/tasks/"));
        browser.driver().navigate().back();
        browser.await("the framework again", any -> browser.text("h1").equals("marathon"));
    }

    @Test
    void an_agent_shows_its_tasks() {
        browser.open(master.url("#/agents?search=ip-10-0-4-0."));
        browser.find("tbody a").click();
        browser.await("the agent", any -> browser.text("h1").startsWith("ip-10-0-4-0."));
        assertThat(browser.text("main")).contains("zone: eu-west-1a", "4 of 16");
        assertThat(browser.driver().findElements(By.cssSelector("tbody tr")))
                .as("ten that live, one that has ended")
                .hasSize(11);
    }

    @Test
    void an_agent_keeps_its_bars_as_figures_come() {
        browser.open(master.url("#/agents/" + GeneratedCluster.agentId(0)));
        browser.refreshed();
        assertThat(browser.driver().findElements(By.cssSelector(".use .bar"))).hasSize(2);
        assertThat(browser.text(".use")).isEqualTo("4 of 16, 2 offered");
        assertThat(browser.find(".use .bar .used").getAttribute("style")).isEqualTo("inline-size: 25%;");
        assertThat(browser.find(".use .bar .offered").getAttribute("style")).isEqualTo("inline-size: 12.5%;");
    }

    @Test
    void light_and_dark_are_those_of_the_system() {
        browser.open(master.url(""));
        Map<String, String> grounds = new LinkedHashMap<>();
        for (String scheme : List.of("light", "dark")) {
            browser.colours(scheme);
            grounds.put(
                    scheme,
                    String.valueOf(browser.driver()
                            .executeScript("return getComputedStyle(document.documentElement).backgroundColor")));
        }
        browser.colours("light");
        assertThat(grounds).containsEntry("light", "rgb(255, 255, 255)").containsEntry("dark", "rgb(21, 24, 28)");
    }
}
