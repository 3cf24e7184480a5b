package dev.sluice.backends.simulated;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** JSON as engines read and write it: members in the order in which they were put. */
public final class Json {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    public static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    /** An array with this in it. */
    public static ArrayNode array(JsonNode only) {
        return array().add(only);
    }

    /** What this text says. */
    public static JsonNode parse(String text) throws JsonProcessingException {
        return MAPPER.readTree(text);
    }

    /** The elements of an array; none of anything else. */
    public static Stream<JsonNode> elements(JsonNode array) {
        return array.isArray() ? StreamSupport.stream(array.spliterator(), false) : Stream.empty();
    }

    /** The numbers of an array. */
    public static IntStream numbers(JsonNode array) {
        return elements(array).mapToInt(JsonNode::asInt);
    }

    /** One text, or the texts of an array. */
    public static List<String> texts(JsonNode value) {
        return value.isTextual()
                ? List.of(value.asText())
                : elements(value).map(JsonNode::asText).toList();
    }

    /** An object from a file beside this class. */
    public static ObjectNode resource(Class<?> beside, String name) {
        try (InputStream in = beside.getResourceAsStream(name)) {
            return (ObjectNode) MAPPER.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
