// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.report;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.time.Duration;

/**
 * Writes documents as JSON, one line each. Documents are records of this package, whose components are the fields'
 * names; a component that is null is left out; durations are seconds. Thread-safe.
 */
public final class Json {

    /** Name and version of the schema, the first field of every document. */
    public static final String SCHEMA = "rollcall/1";

    private static final Gson GSON = new GsonBuilder()
            .disableHtmlEscaping()
            .registerTypeAdapter(Duration.class, new Seconds().nullSafe())
            .create();

    private Json() {}

    /** One line, without a line break. */
    public static String write(Record document) {
        return GSON.toJson(document);
    }

    private static final class Seconds extends TypeAdapter<Duration> {
        @Override
        public void write(JsonWriter out, Duration time) throws IOException {
            out.value(time.toMillis() / 1000.0);
        }

        @Override
        public Duration read(JsonReader in) {
            throw new UnsupportedOperationException("documents are only written");
        }
    }
}
