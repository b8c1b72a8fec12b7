// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * Writes one JSON object as one line.
 *
 * @since 0.1
 */
public final class Json {

    private static final JsonFactory FACTORY = new JsonFactory();

    /** What is in the object. */
    @FunctionalInterface
    public interface Body {
        /** Writes the fields. */
        void write(JsonGenerator json) throws IOException;
    }

    private Json() {}

    /** The object as text, without a line break. */
    public static String object(Body body) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            json.writeStartObject();
            body.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a string cannot be written to", e);
        }
        return text.toString();
    }

    /** An array of strings. */
    public static void strings(JsonGenerator json, String field, Iterable<?> values) throws IOException {
        json.writeArrayFieldStart(field);
        for (Object value : values) {
            json.writeString(value.toString());
        }
        json.writeEndArray();
    }

    /** An array of integers. */
    public static void numbers(JsonGenerator json, String field, Iterable<Integer> values) throws IOException {
        json.writeArrayFieldStart(field);
        for (Integer value : values) {
            json.writeNumber(value);
        }
        json.writeEndArray();
    }

    /** A string, or null. */
    public static void text(JsonGenerator json, String field, Optional<?> value) throws IOException {
        if (value.isPresent()) {
            json.writeStringField(field, value.get().toString());
        } else {
            json.writeNullField(field);
        }
    }
}
