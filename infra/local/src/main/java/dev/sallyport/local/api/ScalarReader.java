package dev.sallyport.local.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Base64;

/** Scalars as protobuf's JSON mapping has them: numbers may be quoted, long ones always come quoted from Google. */
final class ScalarReader {
    private static final BigInteger UINT32_MAX = BigInteger.ONE.shiftLeft(32).subtract(BigInteger.ONE);
    private static final BigInteger UINT64_MAX = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);

    private ScalarReader() {}

    /** The value as protobuf's reflection takes it; null if it does not fit the field's type. */
    static Object read(JsonNode json, FieldDescriptor field) {
        if (!json.isValueNode() || json.isNull()) {
            return null;
        }
        try {
            return switch (field.getType()) {
                case STRING -> json.isTextual() ? json.textValue() : null;
                case BOOL -> readBoolean(json);
                case BYTES -> ByteString.copyFrom(decode(json.asText()));
                case ENUM -> readEnum(json, field.getEnumType());
                case FLOAT -> new BigDecimal(json.asText()).floatValue();
                case DOUBLE -> readDouble(json.asText());
                case INT32, SINT32, SFIXED32 -> integer(json).intValueExact();
                case UINT32, FIXED32 -> unsigned(json, UINT32_MAX).intValue();
                case INT64, SINT64, SFIXED64 -> integer(json).longValueExact();
                case UINT64, FIXED64 -> unsigned(json, UINT64_MAX).longValue();
                case MESSAGE, GROUP -> throw new IllegalArgumentException(field.getFullName() + " is no scalar");
            };
        } catch (ArithmeticException | NumberFormatException e) {
            return null;
        }
    }

    private static BigInteger integer(JsonNode json) {
        if (json.isBoolean()) {
            throw new NumberFormatException("a boolean");
        }
        return new BigDecimal(json.asText()).toBigIntegerExact();
    }

    private static BigInteger unsigned(JsonNode json, BigInteger max) {
        BigInteger value = integer(json);
        if (value.signum() < 0 || value.compareTo(max) > 0) {
            throw new ArithmeticException("out of range");
        }
        return value;
    }

    private static Double readDouble(String text) {
        return switch (text) {
            case "NaN", "Infinity", "-Infinity" -> Double.valueOf(text);
            default -> new BigDecimal(text).doubleValue();
        };
    }

    /** gcloud is written in Python, which spells its booleans with a capital in query strings. */
    private static Boolean readBoolean(JsonNode json) {
        return switch (json.asText()) {
            case "true", "True" -> true;
            case "false", "False" -> false;
            default -> null;
        };
    }

    private static Object readEnum(JsonNode json, EnumDescriptor type) {
        return json.isIntegralNumber()
                ? type.findValueByNumberCreatingIfUnknown(json.intValue())
                : type.findValueByName(json.asText());
    }

    private static byte[] decode(String base64) {
        try {
            return Base64.getDecoder().decode(base64.replace('-', '+').replace('_', '/'));
        } catch (IllegalArgumentException e) {
            throw new NumberFormatException("not base64");
        }
    }
}
