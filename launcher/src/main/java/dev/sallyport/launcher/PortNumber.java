package dev.sallyport.launcher;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a port's number; whether anything can listen there is {@link LocalPort}'s to say. */
final class PortNumber implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String value) {
        try {
            return Integer.valueOf(value);
        } catch (NumberFormatException e) {
            throw new TypeConversionException("'" + value + "' (expected: 1 to 65535, or 0 for any)");
        }
    }
}
