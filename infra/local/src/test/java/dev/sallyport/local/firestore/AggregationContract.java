package dev.sallyport.local.firestore;

import static dev.sallyport.local.firestore.FirestoreLab.get;
import static dev.sallyport.local.firestore.FirestoreLab.put;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.firestore.AggregateField;
import com.google.cloud.firestore.AggregateQuerySnapshot;
import com.google.cloud.firestore.CollectionReference;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What aggregations over a query come to. */
interface AggregationContract {
    FirestoreLab lab();

    @Test
    default void aggregatesAreComputed() {
        CollectionReference mixed = lab().collection();
        put(mixed, "a", Map.of("n", 1));
        put(mixed, "b", Map.of("n", 2));
        put(mixed, "c", Map.of("n", "text"));
        put(mixed, "d", Map.of("m", 1));

        AggregateQuerySnapshot all =
                get(mixed.aggregate(AggregateField.count(), AggregateField.sum("n"), AggregateField.average("n"))
                        .get());

        assertThat(all.getLong(AggregateField.sum("n"))).isEqualTo(3L);
        assertThat(all.get(AggregateField.average("n"))).isEqualTo(1.5);
        assertThat(get(mixed.count().get()).getCount()).isEqualTo(4);
        assertThat(get(mixed.limit(2).count().get()).getCount()).isEqualTo(2);
        assertThat(get(mixed.whereEqualTo("n", 9)
                                .aggregate(AggregateField.average("n"))
                                .get())
                        .get(AggregateField.average("n")))
                .isNull();
    }

    @Test
    default void aSumThatIsNotAnIntegerIsADouble() {
        CollectionReference numbers = lab().collection();
        put(numbers, "a", Map.of("n", Long.MAX_VALUE, "d", 1));
        put(numbers, "b", Map.of("n", 1, "d", 0.5));

        AggregateQuerySnapshot sums = get(numbers.aggregate(AggregateField.sum("n"), AggregateField.sum("d"))
                .get());

        assertThat(sums.get(AggregateField.sum("n"))).isEqualTo(9.223372036854775807E18);
        assertThat(sums.get(AggregateField.sum("d"))).isEqualTo(1.5);
    }

    @Test
    default void countsAndSumsTogetherCountOnlyWhatHasTheField() {
        CollectionReference mixed = lab().collection();
        put(mixed, "a", Map.of("n", 1));
        put(mixed, "b", Map.of("m", 1));

        AggregateQuerySnapshot both = get(
                mixed.aggregate(AggregateField.count(), AggregateField.sum("n")).get());

        assertThat(both.getCount()).isEqualTo(1);
    }
}
