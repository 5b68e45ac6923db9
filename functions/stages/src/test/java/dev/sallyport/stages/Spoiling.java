package dev.sallyport.stages;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** What may be wrong with an answer of Google's. */
enum Spoiling {
    /** A field that may be anywhere in it is not there. */
    MISSING {
        @Override
        JsonNode spoil(JsonNode answer, RecordedResources recorded, SplittableRandom random) {
            change(answer, random, ObjectNode::remove);
            return answer;
        }

        @Override
        Message spoil(Message answer, SplittableRandom random) {
            return change(answer, random, Message.Builder::clearField);
        }
    },

    /** A field that may be anywhere in it is something else than it should be. */
    OF_ANOTHER_TYPE {
        @Override
        JsonNode spoil(JsonNode answer, RecordedResources recorded, SplittableRandom random) {
            change(
                    answer,
                    random,
                    (object, field) -> object.set(
                            field, ODD.get(random.nextInt(ODD.size())).get()));
            return answer;
        }

        /** In gRPC types are right or there is no answer; a text may still be another. */
        @Override
        Message spoil(Message answer, SplittableRandom random) {
            return change(answer, random, (message, field) -> {
                if (field.getJavaType() == FieldDescriptor.JavaType.STRING && !field.isRepeated()) {
                    message.setField(field, random.nextBoolean() ? "" : "\u0000/..//" + message.getField(field));
                } else {
                    message.clearField(field);
                }
            });
        }
    },

    /** A resource is as another one of its kind was that Google had once, but for its name and its owner's marks. */
    RECORDED {
        @Override
        JsonNode spoil(JsonNode answer, RecordedResources recorded, SplittableRandom random) {
            return recorded.insteadOf(answer, random);
        }

        @Override
        Message spoil(Message answer, SplittableRandom random) {
            return answer;
        }
    },

    /** The same, and a field is missing. */
    RECORDED_AND_MISSING {
        @Override
        JsonNode spoil(JsonNode answer, RecordedResources recorded, SplittableRandom random) {
            return MISSING.spoil(RECORDED.spoil(answer, recorded, random), recorded, random);
        }

        @Override
        Message spoil(Message answer, SplittableRandom random) {
            return MISSING.spoil(answer, random);
        }
    };

    private static final List<Supplier<JsonNode>> ODD = List.of(
            () -> JsonNodeFactory.instance.textNode(""),
            () -> JsonNodeFactory.instance.textNode("\u0000 no such value"),
            () -> JsonNodeFactory.instance.textNode("x".repeat(100_000)),
            () -> JsonNodeFactory.instance.numberNode(-7),
            () -> JsonNodeFactory.instance.numberNode(1.5),
            () -> JsonNodeFactory.instance.numberNode(BigInteger.TEN.pow(40)),
            () -> JsonNodeFactory.instance.booleanNode(true),
            JsonNodeFactory.instance::nullNode,
            JsonNodeFactory.instance::arrayNode,
            () -> JsonNodeFactory.instance.arrayNode().addNull().add(7),
            JsonNodeFactory.instance::objectNode,
            Spoiling::deep);

    /** @param answer may itself be changed */
    abstract JsonNode spoil(JsonNode answer, RecordedResources recorded, SplittableRandom random);

    abstract Message spoil(Message answer, SplittableRandom random);

    private interface Change<T, F> {
        void to(T object, F field);
    }

    private static void change(JsonNode answer, SplittableRandom random, Change<ObjectNode, String> change) {
        List<ObjectNode> objects = new ArrayList<>();
        collect(answer, objects);
        if (!objects.isEmpty()) {
            ObjectNode object = objects.get(random.nextInt(objects.size()));
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            change.to(object, names.get(random.nextInt(names.size())));
        }
    }

    private static void collect(JsonNode node, List<ObjectNode> objects) {
        if (node instanceof ObjectNode object && !object.isEmpty()) {
            objects.add(object);
        }
        node.forEach(child -> collect(child, objects));
    }

    private static Message change(
            Message answer, SplittableRandom random, Change<Message.Builder, FieldDescriptor> change) {
        List<Map.Entry<FieldDescriptor, Object>> fields =
                List.copyOf(answer.getAllFields().entrySet());
        if (fields.isEmpty()) {
            return answer;
        }
        Message.Builder changed = answer.toBuilder();
        FieldDescriptor field = fields.get(random.nextInt(fields.size())).getKey();
        boolean isWithin = field.getJavaType() == FieldDescriptor.JavaType.MESSAGE && random.nextInt(3) > 0;
        if (isWithin && field.isRepeated()) {
            int index = random.nextInt(answer.getRepeatedFieldCount(field));
            Message part = (Message) answer.getRepeatedField(field, index);
            changed.setRepeatedField(field, index, change(part, random, change));
        } else if (isWithin) {
            changed.setField(field, change((Message) answer.getField(field), random, change));
        } else {
            change.to(changed, field);
        }
        return changed.build();
    }

    private static JsonNode deep() {
        JsonNode deep = JsonNodeFactory.instance.objectNode();
        for (int level = 0; level < 500; level++) {
            deep = JsonNodeFactory.instance.arrayNode().add(deep);
        }
        return deep;
    }
}
