package dev.sallyport.local.api;

import com.google.protobuf.DescriptorProtos.FileOptions;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Message;
import java.lang.reflect.InvocationTargetException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The generated classes of message types, each resolved when it is first asked for: there are thousands of them. */
public final class MessageTypes {
    private static final Map<Descriptor, Message> PROTOTYPES = new ConcurrentHashMap<>();

    private MessageTypes() {}

    /**
     * The default instance of the class generated for a type.
     *
     * @throws IllegalStateException if the class is not on the class path
     */
    public static Message prototype(Descriptor type) {
        Message known = PROTOTYPES.get(type);
        if (known == null) {
            known = load(type);
            PROTOTYPES.put(type, known);
        }
        return known;
    }

    private static Message load(Descriptor type) {
        String name = className(type);
        try {
            return (Message) Class.forName(name).getMethod("getDefaultInstance").invoke(null);
        } catch (ClassNotFoundException
                | NoSuchMethodException
                | IllegalAccessException
                | InvocationTargetException e) {
            throw new IllegalStateException("No generated class " + name + " for " + type.getFullName(), e);
        }
    }

    private static String className(Descriptor type) {
        if (type.getContainingType() != null) {
            return className(type.getContainingType()) + "$" + type.getName();
        }
        FileOptions options = type.getFile().getOptions();
        String outer = options.getJavaMultipleFiles() ? "" : options.getJavaOuterClassname() + "$";
        return options.getJavaPackage() + "." + outer + type.getName();
    }
}
