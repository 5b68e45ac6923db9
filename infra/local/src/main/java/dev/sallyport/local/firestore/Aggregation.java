package dev.sallyport.local.firestore;

import com.google.firestore.v1.StructuredAggregationQuery;
import com.google.firestore.v1.Value;
import com.google.protobuf.NullValue;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What is computed over all results of a query. Source: the comments of google/firestore/v1/query.proto. */
sealed interface Aggregation {
    Value over(List<StoredDocument> documents);

    /** The field whose values are aggregated, if it is about one. */
    Stream<FieldPath> fields();

    record Count(Optional<Long> upTo) implements Aggregation {
        @Override
        public Value over(List<StoredDocument> documents) {
            long count = Math.min(documents.size(), upTo.orElse(Long.MAX_VALUE));
            return Value.newBuilder().setIntegerValue(count).build();
        }

        @Override
        public Stream<FieldPath> fields() {
            return Stream.empty();
        }
    }

    record Sum(FieldPath field) implements Aggregation {
        @Override
        public Value over(List<StoredDocument> documents) {
            List<Value> numbers = numbers(documents, field).toList();
            BigInteger integers = numbers.stream()
                    .filter(Value::hasIntegerValue)
                    .map(number -> BigInteger.valueOf(number.getIntegerValue()))
                    .reduce(BigInteger.ZERO, BigInteger::add);
            boolean isExact = numbers.stream().allMatch(Value::hasIntegerValue) && integers.bitLength() < Long.SIZE;
            return isExact
                    ? Value.newBuilder().setIntegerValue(integers.longValue()).build()
                    : Value.newBuilder().setDoubleValue(sumOfDoubles(numbers)).build();
        }

        @Override
        public Stream<FieldPath> fields() {
            return Stream.of(field);
        }
    }

    record Average(FieldPath field) implements Aggregation {
        @Override
        public Value over(List<StoredDocument> documents) {
            List<Value> numbers = numbers(documents, field).toList();
            return numbers.isEmpty()
                    ? Value.newBuilder().setNullValue(NullValue.NULL_VALUE).build()
                    : Value.newBuilder()
                            .setDoubleValue(sumOfDoubles(numbers) / numbers.size())
                            .build();
        }

        @Override
        public Stream<FieldPath> fields() {
            return Stream.of(field);
        }
    }

    static Aggregation of(StructuredAggregationQuery.Aggregation aggregation) {
        return switch (aggregation.getOperatorCase()) {
            case COUNT -> count(aggregation.getCount());
            case SUM -> new Sum(FieldPath.parse(aggregation.getSum().getField().getFieldPath()));
            case AVG ->
                new Average(FieldPath.parse(aggregation.getAvg().getField().getFieldPath()));
            case OPERATOR_NOT_SET ->
                throw FirestoreException.invalid("aggregation: without an operator (expected: count, sum or avg)");
        };
    }

    private static Count count(StructuredAggregationQuery.Aggregation.Count count) {
        if (!count.hasUpTo()) {
            return new Count(Optional.empty());
        }
        long upTo = count.getUpTo().getValue();
        if (upTo <= 0) {
            throw FirestoreException.invalid("count.up_to: " + upTo + " (expected: more than 0)");
        }
        return new Count(Optional.of(upTo));
    }

    private static Stream<Value> numbers(List<StoredDocument> documents, FieldPath field) {
        return documents.stream()
                .flatMap(document -> document.get(field).stream())
                .filter(value -> ValueOrder.typeOf(value) == ValueOrder.Type.NUMBER);
    }

    private static double sumOfDoubles(List<Value> numbers) {
        return numbers.stream()
                .mapToDouble(number -> number.hasIntegerValue() ? number.getIntegerValue() : number.getDoubleValue())
                .sum();
    }
}
