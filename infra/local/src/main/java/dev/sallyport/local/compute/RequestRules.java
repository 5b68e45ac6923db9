package dev.sallyport.local.compute;

import com.google.api.FieldBehavior;
import com.google.api.FieldBehaviorProto;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What is checked of a request before anything is looked at that it names: what has to be there, how names in the path
 * are written, and values of enumerations. Sources of the wording: google-api-python-client issue 608 and
 * stackql-provider-google issue 41 (the body), insightconnect-plugins pull request 751 (names).
 */
final class RequestRules {
    private static final String NAME = "[a-z](?:[-a-z0-9]{0,61}[a-z0-9])?";
    private static final String NAME_OR_ID = NAME + "|[1-9][0-9]{0,19}";
    private static final Pattern NAMES = Pattern.compile(NAME_OR_ID);
    private static final Pattern PLACES = Pattern.compile(NAME);

    private RequestRules() {}

    /**
     * @param query names of the query parameters that were sent
     * @throws dev.sallyport.local.api.ApiException for the first rule that the request breaks
     */
    static void check(Call call, Set<String> query) {
        call.request().getDescriptorForType().getFields().stream()
                .filter(field -> field.getOptions()
                        .getExtension(FieldBehaviorProto.fieldBehavior)
                        .contains(FieldBehavior.REQUIRED))
                .forEach(field -> requireGiven(call, field, query));
        checkPlace(call, "region");
        checkPlace(call, "zone");
        checkName(call);
        if (call.hasBody()) {
            EnumValues.check(call.body());
        }
    }

    private static void requireGiven(Call call, FieldDescriptor field, Set<String> query) {
        if (field.getName().equals(call.method().bodyField())) {
            if (isResource(call) && (!call.hasBody() || isEmpty(call))) {
                throw Refusals.requiredField("resource");
            }
        } else if (call.parameter(field.getName()).isEmpty()
                || field.getJavaType() != JavaType.STRING && !sent(query, field)) {
            throw Refusals.requiredField(field.getJsonName());
        }
    }

    private static boolean sent(Set<String> query, FieldDescriptor field) {
        return query.contains(field.getName()) || query.contains(field.getJsonName());
    }

    /** Bodies that are a resource; those of other methods, such as listInstances, have defaults for everything. */
    private static boolean isResource(Call call) {
        return switch (call.method().kind()) {
            case INSERT, PATCH, UPDATE -> true;
            default -> false;
        };
    }

    /** An insert of nothing is one without a body; a PATCH of nothing may be meant. */
    private static boolean isEmpty(Call call) {
        return call.method().kind() == MethodKind.INSERT
                && call.body().equals(call.body().getDefaultInstanceForType());
    }

    private static void checkPlace(Call call, String variable) {
        String place = call.parameter(variable);
        if (!place.isEmpty() && !PLACES.matcher(place).matches()) {
            throw Refusals.invalidValue(variable, place, "Must be a match of regex '" + NAME + "'");
        }
    }

    private static void checkName(Call call) {
        String variable = call.method().nameVariable();
        if (variable.isEmpty() || call.method().isNested()) {
            return;
        }
        String name = call.parameter(variable);
        FieldDescriptor field = call.request().getDescriptorForType().findFieldByName(variable);
        if (!name.isEmpty() && !NAMES.matcher(name).matches()) {
            throw Refusals.invalidValue(field.getJsonName(), name, "Must be a match of regex '" + NAME_OR_ID + "'");
        }
    }
}
