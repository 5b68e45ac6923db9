package dev.sallyport.local.internet;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.remote.RemoteWebDriver;

/**
 * A person's browser, without a window: Chromium, with a profile of its own, that reaches everything through the internet
 * proxy.
 */
final class Chromium implements AutoCloseable {
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ChromeDriverService service;
    private final RemoteWebDriver driver;

    /**
     * Starts the browser.
     *
     * @param profile an empty folder
     * @param trusted the only certificates, or issuers of certificates, that the browser makes no complaint about
     */
    Chromium(int proxyPort, Path profile, List<X509Certificate> trusted) {
        ChromeOptions options = new ChromeOptions();
        options.setBinary(onPath("chromium").orElseThrow());
        options.addArguments(
                "--headless",
                // Chromium's sandbox wants more of a container, and of root, than either has.
                "--no-sandbox",
                "--disable-gpu",
                "--window-size=800,800",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--user-data-dir=" + profile,
                "--proxy-server=http://127.0.0.1:" + proxyPort,
                "--ignore-certificate-errors-spki-list="
                        + trusted.stream().map(Chromium::keyDigest).collect(Collectors.joining(",")));
        service = new ChromeDriverService.Builder()
                .usingDriverExecutable(onPath("chromedriver").orElseThrow())
                .usingAnyFreePort()
                .build();
        driver = start(service, options);
    }

    /** Whether there are a browser and its driver to start. */
    static boolean isInstalled() {
        return onPath("chromium").isPresent() && onPath("chromedriver").isPresent();
    }

    void open(String url) {
        driver.get(url);
    }

    /** Follows a link or presses a button by what it says. */
    void press(String text) {
        driver.findElement(By.xpath("//*[self::a or self::button][contains(normalize-space(), '" + text + "')]"))
                .click();
    }

    void type(String label, String text) {
        driver.findElement(By.xpath("//label[contains(normalize-space(), '" + label + "')]//input"))
                .sendKeys(text);
    }

    /** Waits until the page shows the text. */
    void awaitText(String text) {
        await("a page that shows " + text).atMost(PATIENCE).until(this::text, shown -> shown.contains(text));
    }

    /** What a reader sees. */
    String text() {
        return driver.findElement(By.tagName("body")).getText();
    }

    String url() {
        return driver.getCurrentUrl();
    }

    /** The names of the cookies that the browser would send with the next request to this page. */
    List<String> cookies() {
        return driver.manage().getCookies().stream()
                .map(cookie -> cookie.getName())
                .toList();
    }

    /** What the page had the browser fetch beside itself. */
    List<?> fetched() {
        return (List<?>)
                driver.executeScript("return performance.getEntriesByType('resource').map(entry => entry.name)");
    }

    /** Keeps a picture of the page, for people to look at. */
    void photograph(String name) {
        try {
            Files.createDirectories(SCREENSHOTS);
            Files.write(SCREENSHOTS.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        driver.quit();
        service.stop();
    }

    /** ChromeDriver's own constructor asks for Selenium Manager, which fetches drivers and is not on the class path. */
    private static RemoteWebDriver start(ChromeDriverService service, ChromeOptions options) {
        try {
            service.start();
            return new RemoteWebDriver(service.getUrl(), options, false);
        } catch (IOException e) {
            throw new UncheckedIOException("chromedriver did not start", e);
        }
    }

    private static Optional<File> onPath(String command) {
        return Stream.of(System.getenv("PATH").split(Pattern.quote(File.pathSeparator)))
                .map(folder -> Path.of(folder, command))
                .filter(Files::isExecutable)
                .map(Path::toFile)
                .findFirst();
    }

    private static String keyDigest(X509Certificate certificate) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(certificate.getPublicKey().getEncoded());
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
