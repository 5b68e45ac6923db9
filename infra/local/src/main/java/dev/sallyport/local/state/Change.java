package dev.sallyport.local.state;

/** A change of what is remembered. */
public sealed interface Change {
    String project();

    String key();

    /** The record is there from now on, with this value. */
    record Put(StateRecord record) implements Change {
        @Override
        public String project() {
            return record.project();
        }

        @Override
        public String key() {
            return record.key();
        }
    }

    /** The record is gone from now on; nothing happens if it was not there. */
    record Remove(String project, String key) implements Change {}
}
