package dev.isthmus.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Pictures of the page for the guide: taken each time, and written to the guide with {@code -Dgolden.write=true}. */
final class Pictures {

    private static final Path GUIDE = Path.of("../../docs/guide/page");

    private Pictures() {}

    static void take(Chromium browser, String name) throws IOException {
        byte[] bytes = browser.picture();
        assertThat(bytes.length).as("bytes of " + name).isLessThan(200_000);
        if (Boolean.getBoolean("golden.write")) {
            Files.createDirectories(GUIDE);
            Files.write(GUIDE.resolve(name + ".png"), bytes);
        }
        assertThat(Files.exists(GUIDE.resolve(name + ".png")))
                .as("the guide has a picture " + name)
                .isTrue();
    }
}
