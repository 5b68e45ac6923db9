package dev.sallyport.local.functions.sample;

import com.google.cloud.functions.CloudEventsFunction;
import io.cloudevents.CloudEvent;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** Writes each event into the directory that the setting RECORD_TO names; gives events back while RECORD_TO/fail is there. */
public final class RecordingFunction implements CloudEventsFunction {
    private final Path directory;

    public RecordingFunction() throws IOException {
        Properties settings = new Properties();
        try (InputStream resource =
                getClass().getClassLoader().getResourceAsStream("META-INF/function-environment.properties")) {
            settings.load(resource);
        }
        directory = Path.of(settings.getProperty("RECORD_TO"));
    }

    @Override
    public void accept(CloudEvent event) throws IOException {
        if (Files.deleteIfExists(directory.resolve("fail"))) {
            throw new IOException("asked to fail once");
        }
        Path file = Files.createTempFile(directory, "event", ".part");
        Files.writeString(
                file,
                event.getType() + "\n" + event.getSource() + "\n"
                        + new String(event.getData().toBytes(), StandardCharsets.UTF_8));
        Files.move(file, directory.resolve(event.getId() + ".event"));
    }
}
