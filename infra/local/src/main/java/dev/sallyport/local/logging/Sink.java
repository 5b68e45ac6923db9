package dev.sallyport.local.logging;

import com.google.logging.v2.LogSink;

/**
 * A sink where it is.
 *
 * @param parent the project, organisation, folder or billing account it lies in; projects by id
 * @param settings as the API shows them
 */
record Sink(String parent, LogSink settings) {
    static String key(String parent, String name) {
        return parent + "/sinks/" + name;
    }

    static Sink of(String key, LogSink settings) {
        return new Sink(key.substring(0, key.indexOf("/sinks/")), settings);
    }

    /** What it is kept under. */
    String key() {
        return key(parent, settings.getName());
    }

    Sink with(LogSink changed) {
        return new Sink(parent, changed);
    }
}
