package dev.sallyport.launcher;

import dev.sallyport.local.compute.OperationLatency;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * How long operations of the local cloud take.
 *
 * @param factor what the durations of Google Cloud are multiplied by; 0 for next to no time
 */
record Latency(double factor) {
    static final Latency NONE = new Latency(0);

    OperationLatency ofOperations() {
        return factor == 0 ? OperationLatency.none() : OperationLatency.realistic(factor);
    }

    /** Reads {@code none}, {@code realistic} or {@code realistic:FACTOR}. */
    static final class Converter implements ITypeConverter<Latency> {
        private static final Pattern REALISTIC = Pattern.compile("realistic(?::([0-9]{1,4}(?:\\.[0-9]{1,4})?))?");

        @Override
        public Latency convert(String value) {
            Matcher realistic = REALISTIC.matcher(value);
            if (value.equals("none")) {
                return NONE;
            }
            if (realistic.matches()) {
                return new Latency(realistic.group(1) == null ? 1 : Double.parseDouble(realistic.group(1)));
            }
            throw new TypeConversionException(
                    "'" + value + "' (expected: none, realistic, or realistic:FACTOR such as realistic:0.1)");
        }
    }
}
