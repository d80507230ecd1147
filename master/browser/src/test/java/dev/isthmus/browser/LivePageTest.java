package dev.isthmus.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.results.Results;
import com.deque.html.axecore.results.Rule;
import com.deque.html.axecore.selenium.AxeBuilder;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The page of a master that serves two frameworks on a fake ECS cluster: each view, in light and dark, and a teardown that asks first. */
class LivePageTest {

    private static LiveMaster master;
    private static LiveFramework web;
    private static LiveFramework batch;
    private static Chromium browser;
    /** One of its three. */
    private static String agent;

    @BeforeAll
    static void open() throws Exception {
        master = new LiveMaster();
        web = new LiveFramework(master.uri(), "web", 3);
        browser = new Chromium();
        browser.open(master.url("#/tasks?state=running"));
        browser.await(
                "three tasks",
                any -> browser.driver().findElements(By.cssSelector("tbody tr")).size() == 3);
        batch = new LiveFramework(master.uri(), "batch", 0);
        browser.open(master.url("#/agents"));
        agent = browser.find("tbody a").getAttribute("href").replaceFirst(".*#/agents/", "");
    }

    @AfterAll
    static void close() throws IOException {
        browser.close();
        web.close();
        batch.close();
        master.close();
    }

    private static String page(String view) {
        return master.url(view.replace("WEB", web.id).replace("BATCH", batch.id).replace("AGENT", agent));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "#/frameworks", "#/agents", "#/tasks", "#/frameworks/WEB/tasks/web.1", "#/requests"})
    void no_view_is_wider_than_a_narrow_window(String view) {
        browser.narrow();
        try {
            browser.open(page(view));
            browser.refreshed();
            assertThat(browser.driver()
                            .executeScript("return document.documentElement.scrollWidth"
                                    + " - document.documentElement.clientWidth"))
                    .as(view)
                    .isEqualTo(0L);
        } finally {
            browser.wide();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "#/frameworks",
                "#/frameworks/WEB",
                "#/agents",
                "#/agents/AGENT",
                "#/tasks",
                "#/frameworks/WEB/tasks/web.1",
                "#/requests"
            })
    void no_view_keeps_anybody_out_in_light_or_dark(String view) {
        for (String scheme : List.of("light", "dark")) {
            browser.colours(scheme);
            browser.open(page(view));
            browser.refreshed();
            Results results = new AxeBuilder().analyze(browser.driver());
            assertThat(results.getViolations())
                    .as(view + " " + scheme)
                    .extracting(Rule::getId, Rule::getNodes)
                    .isEmpty();
        }
        browser.colours("light");
        assertThat(browser.complaints())
                .filteredOn(each -> each.contains("SEVERE"))
                .isEmpty();
    }

    @Test
    void a_task_shows_its_life_and_where_to_look_further() throws IOException {
        browser.open(page("#/frameworks/WEB/tasks/web.1"));
        browser.await("its life", any -> browser.text(".life").contains("TASK_RUNNING"));
        assertThat(browser.text(".life"))
                .contains(
                        "was offered, as ",
                        "The framework launches it on",
                        "It has passed the checks",
                        "task definition isthmus-",
                        "RunTask on instance",
                        "ECS has taken it as task",
                        "Runs on the cluster",
                        "The framework has acknowledged it");
        assertThat(browser.driver().findElements(By.cssSelector(".links a")).stream()
                        .map(WebElement::getText))
                .containsExactly("ECS console", "Log stream");
        Pictures.take(browser, "task");
    }

    @Test
    void a_framework_is_told_why_it_waits() throws IOException {
        browser.open(page("#/frameworks/WEB"));
        browser.find("summary").sendKeys(Keys.ENTER);
        browser.await("rules", any -> browser.text(".waiting").contains("its filter holds still"));
        Pictures.take(browser, "framework");
    }

    @Test
    void requests_are_shown_by_operation() {
        browser.open(page("#/requests"));
        browser.await("calls", any -> browser.text("main").contains("DescribeTasks"));
        assertThat(browser.text("main")).contains("RunTask", "RegisterTaskDefinition");
    }

    @Test
    void links_as_frameworks_make_them_for_mesos_lead_to_the_task() {
        browser.open(page("#/agents/any/frameworks/WEB/executors/web.2"));
        browser.await("the task", any -> browser.text("h1").equals("web.2"));
    }

    @Test
    void a_teardown_asks_first_and_is_done_only_when_it_is_wanted() throws Exception {
        try (LiveFramework doomed = new LiveFramework(master.uri(), "doomed", 0)) {
            browser.await("its id", any -> !doomed.id.isEmpty());
            browser.open(master.url("#/frameworks/" + doomed.id));
            WebElement button = browser.find(".title .danger");
            button.sendKeys(Keys.ENTER);
            WebElement dialog = browser.find("dialog[open]");
            assertThat(dialog.getText()).contains("Tear down doomed?", "cannot come back");
            assertThat(browser.driver().switchTo().activeElement().getText())
                    .as("what Enter would do")
                    .isEqualTo("Cancel");
            browser.driver().switchTo().activeElement().sendKeys(Keys.ESCAPE);
            browser.await(
                    "no question",
                    any -> browser.driver()
                            .findElements(By.cssSelector("dialog"))
                            .isEmpty());
            assertThat(browser.driver().switchTo().activeElement())
                    .as("focus comes back")
                    .isEqualTo(button);
            browser.refreshed();
            assertThat(browser.text(".title")).contains("connected");
            button.click();
            Pictures.take(browser, "teardown");
            browser.find("dialog .danger").click();
            browser.await("it is removed", any -> browser.text(".title").contains("removed"));
        }
    }

    @Test
    void a_kill_asks_first_and_the_task_says_that_an_operator_did_it() throws Exception {
        try (LiveFramework job = new LiveFramework(master.uri(), "job", 1)) {
            browser.await("its id", any -> !job.id.isEmpty());
            browser.open(master.url("#/frameworks/" + job.id + "/tasks/job.1"));
            browser.await("it runs", any -> browser.text(".life").contains("TASK_RUNNING"));
            WebElement button = browser.find(".title .danger");
            button.click();
            assertThat(browser.find("dialog[open]").getText()).contains("Kill job.1?", "job", "may start another");
            browser.driver().switchTo().activeElement().sendKeys(Keys.ENTER);
            browser.refreshed();
            assertThat(browser.text(".life")).as("cancelled").doesNotContain("killed by an operator");
            button.click();
            Pictures.take(browser, "kill");
            browser.find("dialog .danger").click();
            browser.await("it is killed", any -> browser.text(".title").contains("killed"));
            assertThat(browser.text(".life")).contains("killed by an operator");
            browser.await("nothing left to kill", any -> !button.isDisplayed());
        }
    }

    @Test
    void home_and_agents_are_pictured() throws IOException {
        browser.open(page(""));
        browser.refreshed();
        Pictures.take(browser, "home");
        browser.colours("dark");
        browser.open(page("#/tasks"));
        browser.refreshed();
        Pictures.take(browser, "tasks-dark");
        browser.colours("light");
    }
}
