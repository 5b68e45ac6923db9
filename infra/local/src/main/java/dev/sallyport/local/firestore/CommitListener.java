package dev.sallyport.local.firestore;

import java.time.Instant;
import java.util.List;

/** Hears of every commit, in order. Called while the database is held, so it must only take note. */
@FunctionalInterface
interface CommitListener {
    void committed(List<Change> changes, Instant time);
}
