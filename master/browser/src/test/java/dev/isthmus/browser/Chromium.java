package dev.isthmus.browser;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.FluentWait;

/** Debian's Chromium, headless, by its own driver; it asks nothing of the network. */
final class Chromium implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ChromeDriver driver;
    private final Path profile;

    Chromium() {
        try {
            profile = Files.createTempDirectory("isthmus-chromium");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ChromeOptions options = new ChromeOptions();
        options.setBinary("/usr/bin/chromium");
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--lang=en",
                "--window-size=1280,900",
                "--user-data-dir=" + profile);
        options.setCapability("goog:loggingPrefs", Map.of("browser", "ALL"));
        driver = new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(new File("/usr/bin/chromedriver"))
                        .usingAnyFreePort()
                        .withEnvironment(Map.of("TZ", "UTC"))
                        .build(),
                options);
    }

    ChromeDriver driver() {
        return driver;
    }

    /** Opens a page, and waits until it shows figures. */
    void open(String url) {
        driver.get("about:blank");
        driver.get(url);
        await("figures", any -> shown() > 0);
    }

    /** How often the page has shown new figures. */
    long shown() {
        return ((Number) driver.executeScript("return Number(document.documentElement.dataset.shown ?? 0)"))
                .longValue();
    }

    /** Waits until the page has shown newer figures twice: those may have been on their way. */
    void refreshed() {
        long before = shown();
        await("newer figures", any -> shown() > before + 1);
    }

    <T> T await(String what, Function<WebDriver, T> condition) {
        return new FluentWait<WebDriver>(driver)
                .withTimeout(PATIENCE)
                .pollingEvery(Duration.ofMillis(50))
                .ignoring(StaleElementReferenceException.class)
                .withMessage(what)
                .until(condition);
    }

    WebElement find(String selector) {
        return await(
                selector,
                any -> driver.findElements(By.cssSelector(selector)).stream()
                        .findFirst()
                        .orElse(null));
    }

    String text(String selector) {
        // New figures may put another element in its place while it is read.
        return await(selector, any -> {
            String text = find(selector).getText();
            return text.isEmpty() ? null : text;
        });
    }

    /** Colours as somebody has set them in the system: {@code light} or {@code dark}. */
    void colours(String scheme) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    /** A window as narrow as a telephone's, until {@link #wide}. */
    void narrow() {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", 400, "height", 800, "deviceScaleFactor", 1, "mobile", false));
    }

    /** The window as it was. */
    void wide() {
        driver.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
    }

    /** What the browser complains of: errors of scripts, and what the policy keeps from running. */
    List<String> complaints() {
        return driver.manage().logs().get("browser").getAll().stream()
                .map(Object::toString)
                .toList();
    }

    byte[] picture() {
        return driver.getScreenshotAs(OutputType.BYTES);
    }

    @Override
    public void close() {
        driver.quit();
        try (Stream<Path> files = Files.walk(profile)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
