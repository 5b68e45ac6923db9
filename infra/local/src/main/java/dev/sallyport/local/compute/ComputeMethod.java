package dev.sallyport.local.compute;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import java.util.Optional;

/**
 * A method of the Compute API, read off its descriptor: which collection it serves and what it does there.
 *
 * @param scope kind of the scope in its path
 * @param parent path of the resource that the collection lies in, with variables in braces, such as {@code
 *     crossSiteNetworks/{cross_site_network}}; empty for a collection directly in its scope
 * @param collection as in the path, such as {@code backendServices}
 * @param nameVariable request field with the resource's name; empty for methods of the whole collection
 * @param bodyField request field with the body; empty if there is none
 */
record ComputeMethod(
        MethodDescriptor descriptor,
        MethodKind kind,
        Scope.Kind scope,
        String parent,
        String collection,
        String nameVariable,
        String bodyField) {

    static ComputeMethod of(MethodDescriptor descriptor) {
        return new MethodPath(descriptor).read();
    }

    /** The method's name as the API's reference spells it, such as {@code setNamedPorts}. */
    String name() {
        return lowerFirst(descriptor.getName());
    }

    /** Its full name there, such as {@code compute.regionInstanceGroups.setNamedPorts}. */
    String id() {
        return "compute." + lowerFirst(descriptor.getService().getName()) + "." + name();
    }

    /** Whether it is a method of something that other resources lie in or of what lies there. */
    boolean isNested() {
        return !parent.isEmpty();
    }

    /** The type of the collection's resources, if the API lets clients read them one by one. */
    Optional<Descriptor> resourceType() {
        return Optional.ofNullable(descriptor.getService().findMethodByName("Get"))
                .map(MethodDescriptor::getOutputType);
    }

    /** Whether it starts an operation. */
    boolean startsOperation() {
        return descriptor.getOutputType().getName().equals("Operation");
    }

    static String lowerFirst(String name) {
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }
}
