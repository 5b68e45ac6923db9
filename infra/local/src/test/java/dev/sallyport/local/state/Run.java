package dev.sallyport.local.state;

import com.google.protobuf.StringValue;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One life of a small cloud that keeps its state in a directory: the part of a key before a slash is its project. */
final class Run implements AutoCloseable {
    final StateDirectory directory;
    final KeptMap<StringValue> names = KeptMap.of("names", Form.of(StringValue.parser()), Run::projectOf);
    final KeptMap<StringValue> passwords =
            KeptMap.ofSecrets("passwords", Form.of(StringValue.parser()), Run::projectOf);

    Run(Path path) {
        directory = StateDirectory.open(path);
        try {
            directory.attach(List.of(names, passwords));
            directory.ready();
        } catch (RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    void name(String key, String value) {
        names.put(key, StringValue.of(value));
    }

    Map<String, String> names() {
        Map<String, String> all = new TreeMap<>();
        names.view().forEach((key, value) -> all.put(key, value.getValue()));
        return all;
    }

    /** The directory as a killed process would leave it now. */
    Path killed(Path copy) {
        return KilledState.copy(directory.path(), copy);
    }

    @Override
    public void close() {
        directory.close();
    }

    private static String projectOf(String key) {
        return key.contains("/") ? key.substring(0, key.indexOf('/')) : StateRecord.CLOUD;
    }
}
