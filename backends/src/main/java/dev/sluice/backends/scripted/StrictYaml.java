package dev.sluice.backends.scripted;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** YAML in which nothing is passed over: what is unknown, of another type or there twice is refused. */
final class StrictYaml {

    private StrictYaml() {}

    /** Something that is read. */
    interface Reading<T> {
        T read() throws IOException;
    }

    /**
     * What was read.
     *
     * @throws IllegalArgumentException it cannot be; the message begins with this name, and says where in it and why
     */
    static <T> T named(String name, Reading<T> reading) {
        try {
            return reading.read();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(name + ": " + place(e) + e.getOriginalMessage(), e);
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
        }
    }

    /** The line, where a file was read; within a row, the field. */
    private static String place(JsonProcessingException e) {
        if (e.getLocation() != null && e.getLocation().getLineNr() > 0) {
            return "line " + e.getLocation().getLineNr() + ": ";
        }
        return e instanceof JsonMappingException mapping
                ? mapping.getPath().stream().map(StrictYaml::field).collect(Collectors.joining())
                : "";
    }

    private static String field(JsonMappingException.Reference place) {
        return (place.getFieldName() == null ? "item " + (place.getIndex() + 1) : place.getFieldName()) + ": ";
    }

    /** Reads texts in which every word stands for something. */
    static YAMLMapper mapper(Words words) {
        return mapper(new SimpleModule().addDeserializer(String.class, new Texts(words)));
    }

    /** Reads texts as they are. */
    static YAMLMapper mapper() {
        return mapper(new SimpleModule());
    }

    private static YAMLMapper mapper(SimpleModule module) {
        YAMLMapper mapper = YAMLMapper.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .addModule(module)
                .build();
        JsonSetter.Value absentIsEmpty = JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY);
        mapper.configOverride(List.class).setSetterInfo(absentIsEmpty);
        mapper.configOverride(Map.class).setSetterInfo(absentIsEmpty);
        return mapper;
    }

    /** Puts in for every word what it stands for. */
    private static final class Texts extends StdDeserializer<String> {

        private final transient Words words;

        Texts(Words words) {
            super(String.class);
            this.words = words;
        }

        @Override
        public String deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            return words.in(parser.getText());
        }
    }
}
